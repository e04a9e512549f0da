import { DatabaseUnavailableError } from 'learning-engine';
import { onServer } from '../support/database/own-database.js';
import { useEngine } from '../support/engine/use-engine.js';

/** How people keep a service out of its database while they work on it, and what PostgreSQL answers to a connection then. */
const CLOSED: [how: string, code: string, close: (name: string) => string, open: (name: string) => string][] = [
  [
    'takes no connections',
    '55000',
    (name) => `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`,
    (name) => `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`,
  ],
  [
    'has another name, as during a restore',
    '3D000',
    (name) => `ALTER DATABASE ${name} RENAME TO ${name}_aside`,
    (name) => `ALTER DATABASE ${name}_aside RENAME TO ${name}`,
  ],
];

describe('D1: the database', () => {
  const engine = useEngine({ runs: { reaper: false }, registry: { maxAgeMs: 0 } });
  const work = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
  };

  it.each(CLOSED)('that %s is unavailable (%s), and works as soon as it is open', async (_how, code, close, open) => {
    const name = engine.dataSource.driver.database!;
    const end = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`;
    await onServer(async (client) => {
      await client.query(end);
      await client.query(close(name));
    });
    await work().catch(() => undefined); // finds that the sessions are gone

    const failure: unknown = await work().catch((error: unknown) => error);
    await onServer((client) => client.query(open(name)));

    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect((failure as DatabaseUnavailableError).cause).toMatchObject({ code });
    expect((await work()).status).toBe('RUNNING');
  });
});
