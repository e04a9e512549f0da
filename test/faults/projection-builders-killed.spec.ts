import { type Fold } from 'learning-engine/authoring';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf, learnerNumber } from '../support/engine/answers.js';
import { foldOnce } from '../support/engine/fold-once.js';
import { seedFoldingVersions, trailFold, webFold } from '../support/engine/folding-versions.js';
import { ended } from '../support/engine/open-jobs.js';
import { type BuilderHost, createGain, openBuilder } from '../support/engine/open-learners.js';
import { untilAnswered } from '../support/engine/until-answered.js';
import { scaled } from '../support/fault-scale.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

const LEARNERS = scaled(600, 120);
const ANSWERS = scaled(60, 10);

/** Statements of a build, and whether it is killed before or after it was sent. */
const PLACES: [statement: string, env: Record<string, string>][] = [
  ['read_learner_logs', {}],
  ['WITH head AS MATERIALIZED', { KILL_AFTER_SENDING: '1' }],
  ['progress_done = progress_done', { KILL_AFTER_SENDING: '1' }],
  ["SET status = 'READY'", {}],
  ['INSERT INTO projections', { KILL_AFTER_SENDING: '1' }],
  ['behind_by_id', {}],
  ['SET progress_total', { KILL_AFTER_SENDING: '1' }],
  ["SET status = 'SUCCESS'", {}],
  ["SET status = 'SUCCESS'", { KILL_AFTER_SENDING: '1' }],
];

const builder = [
  '--import',
  './test/support/database/kill-at-statement.mjs',
  ...script('test/support/engine/build-projections.cli.ts'),
];
const quick = { pollMs: 20, sweepSeconds: 0.2 };

describe('L8: builders of projections that are killed', () => {
  const database = useTestDatabase();
  const processes = new Set<Spawned>();
  let host: BuilderHost;
  beforeAll(async () => {
    host = await openBuilder(database.url, { ...quick, concurrency: 0 }, { learners: { buildAfterActivation: false } });
    await seedFoldingVersions(host);
    const ids = Array.from({ length: LEARNERS }, (_, learner) => learnerNumber(learner));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
    await Promise.all(
      ids.map((id, learner) => untilAnswered(() => host.answers.record(id, answersOf(learner, ANSWERS)))),
    );
  });
  afterAll(async () => {
    processes.forEach((one) => one.signalGroup('SIGKILL'));
    await host?.app.close();
  });

  const killedAt = async (env: Record<string, string>): Promise<Spawned> => {
    const one = Spawned.run(process.execPath, [...builder, database.url], cleanEnv(env));
    processes.add(one);
    await one.end();
    processes.delete(one);
    return one;
  };
  const statesOf = async (paramsId: string, learner: string) => {
    const rows = await host.dataSource.query<{ state: object }[]>(
      `SELECT state FROM learner_states s JOIN projections p ON p.id = s.projection_id
       WHERE p.params_id = $1 AND learner_id = $2 ORDER BY scope_kind, scope_id`,
      [paramsId, learner],
    );
    return rows.map(({ state }) => state);
  };

  it.each(PLACES.slice(0, scaled(PLACES.length, 4)).map((place, index) => [...place, index] as const))(
    'at %s go on in another process, and the states are those of one fold, to the last bit',
    async (statement, env, index) => {
      const [key, fold] = index % 2 > 0 ? (['web', webFold] as const) : (['trail', trailFold] as const);
      const gain = 0.41 + index / 100;
      const paramsId = await createGain(host, gain, key);
      const { id } = await host.projections.build(key, { paramsId });
      expect(await killedAt({ KILL_AT: statement, ...env })).toMatchObject({ stderr: '' });

      const other = await openBuilder(database.url, { ...quick, concurrency: 1 });
      expect(await ended(host.jobs, id)).toMatchObject({
        ...{ status: 'SUCCESS', progressDone: LEARNERS, progressTotal: LEARNERS },
        result: { status: 'READY', learners: LEARNERS },
      });
      await other.app.close();
      for (let number = 0; number < LEARNERS; number += 1) {
        expect(await statesOf(paramsId, learnerNumber(number))).toEqual(
          foldOnce(fold as Fold, { gain }, answersOf(number, ANSWERS)),
        );
      }
      const [found] = await host.dataSource.query<object[]>(
        `SELECT count(*)::int AS runs, count(DISTINCT user_id)::int AS learners FROM algo_runs
         WHERE params_id = $1 AND status = 'SUCCESS'`,
        [paramsId],
      );
      expect(found).toEqual({ runs: LEARNERS, learners: LEARNERS });
      await host.projections.retire(key, { paramsId });
    },
    scaled(600_000, 120_000),
  );
});
