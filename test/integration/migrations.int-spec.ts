import { type DataSource } from 'typeorm';
import { engineMigrations } from 'learning-engine/persistence';
import { evidenceMigrations } from 'learning-engine/evidence';
import { jobMigrations } from 'learning-engine/jobs';
import { learnerMigrations } from 'learning-engine/learners';
import { webhookMigrations } from 'learning-engine/webhooks';
import { userMigrations } from '../../src/users/migrations/user-migrations.js';
import { schemaSnapshot } from '../support/database/schema-snapshot.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useDataSource } from '../support/database/use-data-source.js';

const timestampOf = ({ name }: { name: string }) => name.slice(-13);
const migrations = [
  ...engineMigrations,
  ...userMigrations,
  ...jobMigrations,
  ...learnerMigrations,
  ...evidenceMigrations,
  ...webhookMigrations,
].sort((a, b) => timestampOf(a).localeCompare(timestampOf(b)));
const tables = async (dataSource: DataSource) =>
  (
    await dataSource.query<{ name: string }[]>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )
  ).map(({ name }) => name);

describe('migrations', () => {
  const dataSource = useDataSource(useEmptyDatabase());
  let afterFirstRun: string;

  it('build the schema on an empty database', async () => {
    const done = await dataSource().runMigrations();

    expect(done.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
    expect(await tables(dataSource())).toEqual([
      'algo_activations',
      'algo_params',
      'algo_runs',
      'algo_versions',
      'answer_imports',
      'answer_inbox',
      'engine_events',
      'erased_users',
      'evaluation_answers',
      'evaluation_learners',
      'evaluation_ratings',
      'evaluations',
      'external_ids',
      'fit_learners',
      'fit_reports',
      'gate_settings',
      'idempotency_keys',
      'import_answers',
      'import_rejects',
      'item_calibrations',
      'item_difficulties',
      'job_runs',
      'job_schedule_changes',
      'job_schedules',
      'learner_answers',
      'learner_merges',
      'learner_positions',
      'learner_states',
      'learners',
      'migrations',
      'mistake_analyses',
      'preview_learners',
      'previews',
      'projections',
      'run_failures',
      'run_retirements',
      'selections',
      'session_pins',
      'set_adoptions',
      'shadow_drops',
      'shadow_ends',
      'shadow_runs',
      'shadows',
      'skill_difficulties',
      'skill_map_items',
      'skill_maps',
      'test_sessions',
      'users',
      'webhook_deliveries',
      'webhook_endpoint_changes',
      'webhook_endpoints',
      'webhook_feed_position',
    ]);
    afterFirstRun = await schemaSnapshot(dataSource());
  });

  it('leave nothing to do for TypeORM: entities and schema agree', async () => {
    const { upQueries } = await dataSource().driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('make the recorded schema', () => {
    expect(afterFirstRun).toMatchSnapshot();
  });

  it('go back to an empty database, and make the very same schema again', async () => {
    for (let i = 0; i < migrations.length; i += 1) await dataSource().undoLastMigration();
    expect(await tables(dataSource())).toEqual(['migrations']);

    await dataSource().runMigrations();
    expect(await schemaSnapshot(dataSource())).toBe(afterFirstRun);
  });

  it('refuse to go back over the record of runs', async () => {
    await dataSource().query(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status)
       SELECT gen_random_uuid(), algo_version_id, id, 'manual', 'RUNNING' FROM algo_params LIMIT 1`,
    );
    const revertAll = async () => {
      for (let i = 0; i < migrations.length; i += 1) await dataSource().undoLastMigration();
    };

    await expect(revertAll()).rejects.toThrow(/^algo_runs is not empty/);
    expect(await dataSource().query('SELECT id FROM algo_runs')).toHaveLength(1);
  });
});
