import { type Fold } from 'learning-engine/authoring';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf, learnerNumber } from '../support/engine/answers.js';
import { linesOf } from '../support/engine/engine-script.js';
import { foldOnce } from '../support/engine/fold-once.js';
import { seedFoldingVersions, trailFold, webFold } from '../support/engine/folding-versions.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

const LEARNERS = 12;
const ANSWERS = 30;
const CALLERS = 4;

/** Statements of a call: whether the process is killed before or after it was sent. */
const PLACES: [statement: string, env: Record<string, string>][] = [
  ['live_projections', {}],
  ['read_learner_heads', {}],
  ['write_learners', {}],
  ['write_learners', { KILL_AFTER_SENDING: '1' }],
  ['pg_advisory_xact_lock', { KILL_AFTER_SENDING: '1' }],
  ['FROM learner_answers WHERE learner_id = ANY ($1::uuid[]) AND (learner_id, seq)', {}],
  ['COMMIT', {}],
  ['COMMIT', { KILL_AFTER_SENDING: '1' }],
];

const recorder = [
  '--import',
  './test/support/database/kill-at-statement.mjs',
  ...script('test/support/engine/record-answers.cli.ts'),
];

describe('L2: answers whose process is killed at a statement', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
    const ids = Array.from({ length: LEARNERS }, (_, learner) => learnerNumber(learner));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
  });
  afterAll(() => host?.app.close());

  /** Outcomes that were told, by learner and event. */
  async function record(env: Record<string, string>) {
    const counts = [LEARNERS, ANSWERS, CALLERS].map(String);
    const one = Spawned.run(process.execPath, [...recorder, database.url, ...counts], cleanEnv(env));
    const code = await one.end();
    expect(one.stderr).toBe('');
    const lines = linesOf<{ learner: string; acknowledged: [eventId: string, outcome: string][] }>(one);
    const told = lines.flatMap(({ learner, acknowledged }) =>
      acknowledged.map(([event, outcome]) => [`${learner} ${event}`, outcome] as const),
    );
    return { code, told };
  }
  const logged = async () => {
    const rows = await host.dataSource.query<{ key: string }[]>(
      "SELECT learner_id || ' ' || event_id AS key FROM learner_answers",
    );
    return new Set(rows.map(({ key }) => key));
  };

  it.each(PLACES)('at %s are there where that was told, and are duplicates when they come again', async (at, env) => {
    const before = await logged();
    const { code, told } = await record({ KILL_AT: at, ...env });
    const after = await logged();

    expect(code).toBeNull();
    expect(told.filter(([key]) => !after.has(key))).toEqual([]);
    expect(told.filter(([key, outcome]) => before.has(key) && outcome !== 'duplicate')).toEqual([]);
  });

  it('are each there once when all were handed over again, with the states of one fold and their runs', async () => {
    const before = await logged();
    const { code, told } = await record({});

    expect(code).toBe(0);
    expect(told.filter(([key, outcome]) => before.has(key) && outcome !== 'duplicate')).toEqual([]);
    expect(new Set(told.map(([, outcome]) => outcome))).toEqual(new Set(['recorded', 'duplicate']));
    for (let number = 0; number < LEARNERS; number += 1) {
      for (const [algoKey, fold] of [
        ['trail', trailFold],
        ['web', webFold],
      ] as const) {
        const { paramsJson } = (await host.registry.resolveActive(algoKey))!.params;
        const { states } = await host.states.getState(learnerNumber(number), { algoKey }, { limit: 200 });
        expect(states.map(({ state }) => state)).toEqual(
          foldOnce(fold as Fold, paramsJson, answersOf(number, ANSWERS)),
        );
      }
    }
    const [found] = await host.dataSource.query<object[]>(`
      SELECT (SELECT count(*)::int FROM learner_answers) AS answers,
        (SELECT count(*)::int FROM learner_states s LEFT JOIN algo_runs r ON r.id = s.run_id AND r.status = 'SUCCESS'
          WHERE r.id IS NULL) AS orphans`);
    expect(found).toEqual({ answers: LEARNERS * ANSWERS, orphans: 0 });
  });
});
