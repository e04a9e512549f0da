import { DatabaseUnavailableError } from 'learning-engine';
import { onServer } from '../support/database/own-database.js';
import { type Engine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

/** As many as the two pools hold, and one more. */
const MOST_ATTEMPTS = 13;

const WRITES: Record<string, (engine: Engine) => Promise<unknown>> = {
  logRunStart: async ({ registry, runs }) => {
    const { version, params } = (await registry.resolveActive('mastery'))!;
    return runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
  },
  execute: ({ execution }) => execution.execute('mastery', { states: [], events: [] }, { version: 'v1' }),
  reapStaleRuns: ({ runs }) => runs.reapStaleRuns(),
  activateAlgoVersion: async ({ registry }) => {
    await registry.activateAlgoVersion('revision', 'v1');
    return registry.rollback('revision');
  },
  createParams: async ({ registry, params }) =>
    params.createParams((await registry.getActiveAlgoVersion('mastery'))!.id, { min_attempts: 77 }),
};
const names = Object.keys(WRITES);

describe('D1: the database answers, and takes no writes', () => {
  const engine = useEngine({ runs: { reaper: false } });
  const attempts = () => Promise.allSettled(Object.values(WRITES).map((write) => write(engine)));
  const unwritable = { code: 'DATABASE_UNAVAILABLE', failure: 'unwritable' };

  it('after a failover, as long as connections lead to what is a standby now, and not longer', async () => {
    const { database: name } = engine.dataSource.driver;
    await onServer(async (client) => {
      await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
      await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
    });

    await attempts(); // finds that the sessions are gone
    expect(await attempts()).toMatchObject(names.map(() => ({ status: 'rejected', reason: unwritable })));
    expect((await engine.registry.resolveActive('mastery'))?.version.version).toBe('v0');
    expect(await engine.info.getInfo({ asOf: new Date() })).toHaveLength(5);

    // A session keeps what it began with, as one that leads to the old server does: only new ones can write.
    await onServer((client) => client.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`));
    for (const write of Object.values(WRITES)) {
      for (let attempt = 1; ; attempt += 1) {
        const error: unknown = await write(engine).then(
          () => undefined,
          (e: unknown) => e,
        );
        if (!error) break;
        expect(error).toBeInstanceOf(DatabaseUnavailableError);
        expect(attempt).toBeLessThan(MOST_ATTEMPTS);
      }
    }
  });

  it.each([
    ['no space left', '53100', 'unwritable'],
    ['an error of its disk', '58030', 'unwritable'],
    ['no memory left', '53200', 'overload'],
  ])('when it has %s', async (_what, code, failure) => {
    await engine.dataSource.query(`
      CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${code}'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON algo_runs FOR EACH STATEMENT EXECUTE FUNCTION fail();`);
    const written = WRITES.logRunStart!(engine).finally(() => engine.dataSource.query('DROP FUNCTION fail() CASCADE'));

    await expect(written).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await expect(written).rejects.toMatchObject({ failure });
  });
});
