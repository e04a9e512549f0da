import { DatabaseUnavailableError } from 'learning-engine';
import { onServer } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openEngine } from '../support/engine/open-engine.js';

describe('D1: the server closes connections for having been idle', () => {
  const database = useTestDatabase();

  it('fails by nothing else than DatabaseUnavailableError, just when one is used', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const engine = await openEngine(database.url, { runs: { reaper: false } });
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    await onServer(async (client) => {
      await client.query(`ALTER DATABASE ${name} SET idle_session_timeout = '20ms'`);
      await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
    });
    const failures: unknown[] = [];
    for (let idle = 0; idle < 60; idle += 1) {
      await new Promise((resolve) => setTimeout(resolve, 19 + (idle % 4)));
      await engine.runs
        .logRunStart({ algoVersionId: version.id, paramsId: params.id })
        .catch((error: unknown) => failures.push(error));
    }
    await engine.app.close();

    expect(failures.filter((failure) => !(failure instanceof DatabaseUnavailableError))).toEqual([]);
  });
});
