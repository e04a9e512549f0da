import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { InvalidArgumentError, type RunFilter, RunQueries } from 'learning-engine';
import { createSession, createUser } from '../support/engine/factories.js';
import { scaled } from '../support/fault-scale.js';
import { plansOf, type Plan } from '../support/database/plans.js';
import { useEngine } from '../support/engine/use-engine.js';

const RUNS = scaled(1_000_000, 100_000);
const BEGIN = Date.parse('2026-01-01T00:00:00Z');
const SECOND = 1000;

describe('H2: pages of a long run log', () => {
  const engine = useEngine();
  const log = () => engine.app.get(RunQueries);
  let userId: string;
  let sessionId: string;

  beforeAll(async () => {
    userId = (await createUser(engine.dataSource)).id;
    sessionId = (await createSession(engine.dataSource, userId)).id;
    // On a connection of its own: those of the engine cut statements short.
    const client = new Client({ connectionString: (engine.dataSource.options as { url: string }).url });
    await client.connect();
    await client.query('ALTER TABLE algo_runs DISABLE TRIGGER ALL');
    // One run each second, stored in that order: long ago of mistakes v0, then of five versions, rarely of mistakes v1; mostly nightly, one of
    // 101 failed, one of 10,000 by this user.
    await client.query(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, session_id, trigger, status, started_at,
         completed_at, error_message)
       SELECT gen_random_uuid(), pair.algo_version_id, pair.id,
         CASE WHEN n % 10000 = 0 THEN $1::uuid ELSE gen_random_uuid() END,
         CASE WHEN n % 20000 = 0 THEN $2::uuid END,
         CASE WHEN n % 5000 = 1 THEN 'cron' ELSE 'nightly' END,
         CASE WHEN n % 101 = 3 THEN 'FAILED' ELSE 'SUCCESS' END,
         $3::timestamptz + n * interval '1 second', $3::timestamptz + n * interval '1 second' + interval '20 ms',
         CASE WHEN n % 101 = 3 THEN 'x' END
       FROM generate_series(1, $4::int) n
       JOIN (SELECT params.id, algo_version_id, algo_key || ' ' || version AS name
             FROM algo_params params JOIN algo_versions version ON version.id = algo_version_id) pair
         ON pair.name = CASE WHEN n <= $4 / 100 THEN 'mistakes v0' WHEN n % 10000 = 7 THEN 'mistakes v1'
              ELSE ('{mastery v0,mastery v1,revision v0,difficulty v0,adaptive v0}'::text[])[n % 5 + 1] END
       ORDER BY n`,
      [userId, sessionId, new Date(BEGIN), RUNS],
    );
    await client.query('ALTER TABLE algo_runs ENABLE TRIGGER ALL');
    await client.query('VACUUM ANALYZE algo_runs');
    await client.end();
  });

  const plansFor = (filter: RunFilter, page: { before?: string; limit?: number } = {}): Promise<Plan[]> =>
    plansOf(engine.dataSource, () => log().listRuns(filter, page));

  it.each<[string, () => RunFilter]>([
    ['nothing', () => ({})],
    ['a key', () => ({ algoKey: 'mastery' })],
    ['a version', () => ({ algoKey: 'mastery', version: 'v1' })],
    ['a version that ran long ago', () => ({ algoKey: 'mistakes', version: 'v0' })],
    ['a version that seldom ran', () => ({ algoKey: 'mistakes', version: 'v1' })],
    ['a version that never ran', () => ({ algoKey: 'revision', version: 'v1' })],
    ['a key whose versions did', () => ({ algoKey: 'mistakes' })],
    ['a version of any key', () => ({ version: 'v0' })],
    ['a version of any key, which of some never ran', () => ({ version: 'v1' })],
    ['success', () => ({ status: 'SUCCESS' })],
    ['failure', () => ({ status: 'FAILED' })],
    ['what still runs', () => ({ status: 'RUNNING' })],
    ['a common trigger', () => ({ trigger: 'nightly' })],
    ['a rare trigger', () => ({ trigger: 'cron' })],
    ['a trigger that never was', () => ({ trigger: 'manual' })],
    ['a user', () => ({ userId })],
    ['a stranger', () => ({ userId: randomUUID() })],
    ['a session', () => ({ sessionId })],
    ['a window of time', () => ({ from: new Date(BEGIN + 500 * SECOND), to: new Date(BEGIN + 600 * SECOND) })],
    ['a failure of a version', () => ({ algoKey: 'mastery', version: 'v0', status: 'FAILED' })],
    ['a version in a window', () => ({ algoKey: 'mastery', to: new Date(BEGIN + (RUNS / 50) * SECOND) })],
    ['a user and a key', () => ({ userId, algoKey: 'mastery' })],
    ['a user and a version', () => ({ userId, algoKey: 'mistakes', version: 'v1' })],
    ['a user and a failure', () => ({ userId, status: 'FAILED' })],
    ['a user and success', () => ({ userId, status: 'SUCCESS' })],
    ['a user and a trigger', () => ({ userId, trigger: 'nightly' })],
    ['a user and a rare trigger', () => ({ userId, trigger: 'cron' })],
    ['a user and a session', () => ({ userId, sessionId })],
    ['a user in a window', () => ({ userId, from: new Date(BEGIN), to: new Date(BEGIN + 600 * SECOND) })],
  ])('reads few pages of the database for %s, by an index', async (_name, filter) => {
    // For a long page PostgreSQL rather reads the runs of all, side by side, than those of one version.
    for (const limit of [50, 200]) {
      const [plan] = await plansFor(filter(), { limit });

      expect(plan!.text).not.toContain('Seq Scan on algo_runs');
      // Each run is looked up by its id, once for its length and once for all of it: by three pages of an index each.
      expect(plan!.buffers).toBeLessThan(Math.max(RUNS / 200, 7 * limit) + 6 * limit);
    }
  });

  it.each<[string, RunFilter]>([
    ['all runs', {}],
    ['a key', { algoKey: 'mastery' }],
    ['a version', { algoKey: 'mastery', version: 'v1' }],
    ['success', { status: 'SUCCESS' }],
    ['failure', { status: 'FAILED' }],
    ['a trigger', { trigger: 'nightly' }],
    ['a window', { from: new Date(BEGIN) }],
    ['what started before an instant', { to: new Date(BEGIN + RUNS * SECOND) }],
    ['a key before an instant', { algoKey: 'mastery', to: new Date(BEGIN + RUNS * SECOND) }],
  ])('costs no more on the last pages than on the first, of %s', async (_name, filter) => {
    const [first] = await plansFor(filter);
    const early = new Date(BEGIN + (RUNS / 10) * SECOND).toISOString().replace('Z', '000Z');
    const [late] = await plansFor(filter, { before: `${early}_${randomUUID()}` });

    expect(late!.rowsRead).toBeGreaterThanOrEqual(50);
    expect(late!.buffers).toBeLessThanOrEqual(2 * first!.buffers);
  });

  it.each([0, -1, 201, 1.5, Number.NaN, '10' as never])('rejects a page of %s', async (limit) => {
    await expect(log().listRuns({}, { limit })).rejects.toThrow(InvalidArgumentError);
  });
});
