import { PERSONAL_TABLES } from 'learning-engine/learners';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { Registry } from 'prom-client';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type BuilderHost, createGain, newLearner, openBuilder } from '../support/engine/open-learners.js';
import { diagnose } from '../support/engine/seeded-drifts.js';

const ID = '00000000-0000-4000-8000-000000000001';
const withoutTriggers = (statements: string) =>
  `BEGIN; SET LOCAL session_replication_role = 'replica'; ${statements}; COMMIT`;
const setStatus = (status: string, readyAt: string) =>
  `UPDATE projections SET status = '${status}', ready_at = ${readyAt}`;

const OTHER = '00000000-0000-4000-8000-000000000002';
const time = '2026-01-01T00:00:00Z';
/** What a row of a person has in the tables that erasing them empties, beside their id. */
const ROWS: Readonly<Record<string, object>> = {
  answer_inbox: { id: 1, content: {} },
  learner_states: {
    ...{ projection_id: ID, scope_kind: 'skill', scope_id: 's', state: {}, answers: 1 },
    ...{ through_at: time, through_event_id: 'e', run_id: ID },
  },
  learner_positions: { projection_id: ID, through_seq: 1 },
  selections: {
    ...{ id: ID, revision: 1, algo_version_id: ID, params_id: ID, request: `\\x${'00'.repeat(32)}`, wanted: 1 },
    ...{ candidates: [], items: [], run_id: ID },
  },
  learner_merges: { learner_id: OTHER, into_id: OTHER, duplicates: 0, conflicts: 0, reason: 'r' },
  external_ids: { source: 'school', external_id: 'x' },
  import_answers: { import_id: ID, part: 1, answers: [] },
  preview_learners: { preview_id: ID, stratum: 0, through_seq: 1 },
  evaluation_learners: { evaluation_id: ID, through_seq: 1 },
  evaluation_answers: { evaluation_id: ID, place: '1', answer: {} },
  evaluation_ratings: { evaluation_id: ID, name: 'learner', rating: {} },
  fit_learners: { job_id: ID, through_seq: 1 },
};
/** Answers to requests are kept for a day, those about learners who are erased, too. */
const REMOVED = PERSONAL_TABLES.filter(({ table }) => table !== 'idempotency_keys').flatMap(({ table, columns }) =>
  Object.entries(columns).flatMap(([column, erasing]) => (erasing === 'removed' ? [[table, column] as const] : [])),
);

describe('learners, as the doctor and the metrics see them', () => {
  const database = useTestDatabase();
  const registry = new Registry();
  let host: BuilderHost;
  beforeAll(async () => {
    const learners = { buildAfterActivation: false };
    const modules = [LearningMetricsModule.forRoot({ registry })];
    host = await openBuilder(database.url, { concurrency: 0 }, { learners, modules });
    await seedFoldingVersions(host);
    for (let learner = 0; learner < 3; learner += 1) {
      await host.answers.record(await newLearner(host.dataSource), [answer('e1'), answer('e2'), answer('e2')]);
    }
  });
  afterAll(() => host?.app.close());

  it.each([
    [
      'a position ahead of the log',
      'UPDATE learner_positions SET through_seq = through_seq + 5',
      'UPDATE learner_positions SET through_seq = through_seq - 5',
      'POSITION_AHEAD learner_positions',
    ],
    [
      'states without a position',
      withoutTriggers(`
        INSERT INTO learner_states (learner_id, projection_id, scope_kind, scope_id, state, answers, through_at, through_event_id, run_id)
        SELECT '${ID}', id, 'skill', 's', '{}', 1, now(), 'e', id FROM projections`),
      `DELETE FROM learner_states WHERE learner_id = '${ID}'`,
      'STATE_WITHOUT_POSITION learner_states',
    ],
    [
      'a projection that is READY and is not',
      `${setStatus('READY', 'now()')}; UPDATE learner_positions SET through_seq = through_seq - 1`,
      `${setStatus('BUILDING', 'NULL')}; UPDATE learner_positions SET through_seq = through_seq + 1`,
      'PROJECTION_INCOMPLETE projections',
    ],
    [
      'gaps in a log',
      `INSERT INTO learners (id, revision, last_seq) VALUES ('${ID}', 1, 2)`,
      withoutTriggers(`DELETE FROM learners WHERE id = '${ID}'`),
      'ANSWERS_MISSING learner_answers',
    ],
    [
      'a state that is not what the answers give',
      "UPDATE learner_states SET state = jsonb_set(state, '{level}', to_jsonb((state ->> 'level')::float8 + 0.001))",
      "UPDATE learner_states SET state = jsonb_set(state, '{level}', to_jsonb((state ->> 'level')::float8 - 0.001))",
      'STATES_DIFFER learner_states',
    ],
    [
      'a state that is missing',
      `CREATE TABLE aside AS SELECT * FROM learner_states WHERE scope_kind = 'learner'; DELETE FROM learner_states WHERE scope_kind = 'learner'`,
      'INSERT INTO learner_states SELECT * FROM aside; DROP TABLE aside',
      'STATES_DIFFER learner_states',
    ],
    [
      'answers that say something else than was recorded, of which the states know nothing',
      withoutTriggers("UPDATE learner_answers SET bank_id = 'another'"),
      withoutTriggers('UPDATE learner_answers SET bank_id = NULL'),
      'ANSWERS_ALTERED learner_answers',
    ],
    [
      'states of a learner who is merged into another one',
      `INSERT INTO learners (id, revision, last_seq) VALUES ('${ID}', 1, 0);
       UPDATE learners SET merged_into = (SELECT id FROM learners WHERE id <> '${ID}' LIMIT 1) WHERE id = '${ID}';
       INSERT INTO learner_positions (learner_id, projection_id, through_seq) SELECT '${ID}', id, 0 FROM projections LIMIT 1`,
      `DELETE FROM learner_positions WHERE learner_id = '${ID}'; ${withoutTriggers(`DELETE FROM learners WHERE id = '${ID}'`)}`,
      'MERGED_LEARNER_HAS_STATES learner_states',
    ],
  ])('show %s', async (_name, breaking, mending, finding) => {
    expect(await diagnose(host)).toEqual([]);
    await host.dataSource.query(breaking);
    const found = await diagnose(host).finally(() => host.dataSource.query(mending));
    expect(found).toEqual([finding]);
  });

  it.each(REMOVED)(
    'show what is back in %s (%s) of one who was erased, until they are again',
    async (table, column) => {
      const query = (text: string, values: unknown[] = []) => host.dataSource.query<{ row: object }[]>(text, values);
      await query(
        `INSERT INTO evaluations (id, algo_key, algo_version_id, params_id, request, learners)
       SELECT $1, 'trail', algo_version_id, id, '{}', 1 FROM algo_params LIMIT 1`,
        [ID],
      );
      await query('SELECT erase_learner($1)', [ID]);
      const [answers] = await query('SELECT to_jsonb(a) AS row FROM learner_answers a LIMIT 1');
      const row = { ...(table === 'learner_answers' ? answers!.row : ROWS[table]), [column]: ID };
      const names = Object.keys(row).join(', ');
      try {
        await host.dataSource.transaction(async (manager) => {
          await manager.query(`SET LOCAL session_replication_role = 'replica'`);
          await manager.query(
            `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE
           SELECT ${names} FROM jsonb_populate_record(NULL::${table}, $1)`,
            [JSON.stringify(row)],
          );
        });
        expect(await diagnose(host)).toContain('ERASED_LEARNER_PRESENT learners');
        expect(await host.learners.applyErasures([ID])).toBe(0);
        expect(await diagnose(host)).toEqual([]);
      } finally {
        await query(
          withoutTriggers(`DELETE FROM ${table} WHERE ${column} = '${ID}';
        DELETE FROM learners WHERE id = '${ID}'; DELETE FROM evaluations WHERE id = '${ID}'`),
        );
      }
    },
  );

  it('show nothing where a version fails at answers, or a learner was erased', async () => {
    const [failing, erased] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    await host.dataSource.query(setStatus('READY', 'now()'));
    await host.answers.record(failing, [answer('boom', { item_id: 'boom' })]);
    await host.answers.record(erased, [answer('e1')]);
    await host.learners.erase(erased);
    expect(await diagnose(host)).toEqual([]);
    await host.dataSource.query(setStatus('BUILDING', 'NULL'));
  });

  it('count answers by what became of them, and learners whose states are still to be made', async () => {
    const shown = async () => (await registry.metrics()).split('\n');
    const before = await shown();
    expect(before).toEqual(
      expect.arrayContaining([
        'learning_answers_total{outcome="recorded"} 8',
        'learning_answers_total{outcome="duplicate"} 3',
        'learning_predictions_total{algo_key="trail",version="v1",tenth="5",is_right="true"} 5',
        'learning_predictions_total{algo_key="trail",version="v1",tenth="6",is_right="true"} 3',
        'learning_learners_behind{algo_key="trail"} 0',
        'learning_projections{algo_key="trail",status="BUILDING"} 1',
      ]),
    );
    const loss = before.find((line) =>
      line.startsWith('learning_prediction_log_loss_total{algo_key="trail",version="v1"}'),
    );
    expect(Number(loss?.split(' ')[1])).toBeCloseTo(5 * Math.log(2) - 3 * Math.log(0.65), 12);
    await host.registry.activateParams(await createGain(host, 0.7), { reason: 'a test' });
    await host.answers.record(await newLearner(host.dataSource), [answer('e1')]);
    expect(await shown()).toEqual(
      expect.arrayContaining([
        'learning_answers_total{outcome="recorded"} 9',
        'learning_predictions_total{algo_key="trail",version="v1",tenth="5",is_right="true"} 6',
        'learning_learners_behind{algo_key="trail"} 4',
        'learning_projections{algo_key="trail",status="BUILDING"} 2',
      ]),
    );
  });
});
