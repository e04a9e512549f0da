import { DatabaseUnavailableError } from '../../src/learning-engine/index.js';
import { onServer } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';

describe('D1: the server is another one, or does not let idle connections be', () => {
  const database = useTestDatabase();
  let engine: Engine;
  const name = () => new URL(database.url).pathname.slice(1);
  const set = (setting: string) =>
    onServer(async (client) => {
      await client.query(`ALTER DATABASE ${name()} ${setting}`);
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name()]);
    });
  const failuresOf = async (works: (() => Promise<unknown>)[]) => {
    const outcomes = await Promise.allSettled(works.map((work) => work()));
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  };
  const live = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  beforeAll(async () => {
    engine = await openEngine(database.url, { runs: { reaper: false } });
  });
  afterAll(() => engine?.app.close());

  it('fails by DatabaseUnavailableError while the server takes no writes, and works afterwards', async () => {
    const ids = await live();
    const { id } = await engine.runs.logRunStart(ids);
    const writes = [
      () => engine.runs.logRunStart(ids),
      () => engine.runs.logRunSuccess(id),
      () => engine.runs.heartbeat(id),
      () => engine.runs.reapStaleRuns(),
      () => engine.registry.activateAlgoVersion('mastery', 'v1'),
      () => engine.params.createParams(ids.algoVersionId, { threshold: 0.123 }),
    ];
    await set('SET default_transaction_read_only = on');

    const failures = await failuresOf(writes);
    expect(failures).toHaveLength(writes.length);
    for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseUnavailableError);

    await set('RESET default_transaction_read_only');
    expect(await failuresOf(writes)).toEqual([]);
  });

  it('fails by nothing else when a connection is closed for having been idle', async () => {
    await set("SET idle_session_timeout = '20ms'");
    const ids = await live();
    const failures: unknown[] = [];
    for (let idle = 0; idle < 60; idle += 1) {
      await new Promise((resolve) => setTimeout(resolve, 19 + (idle % 4)));
      failures.push(...(await failuresOf([() => engine.runs.logRunStart(ids)])));
    }
    await set('RESET idle_session_timeout');

    expect(failures.filter((failure) => !(failure instanceof DatabaseUnavailableError))).toEqual([]);
  });
});
