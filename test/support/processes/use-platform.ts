import { Client } from 'pg';
import { useEmptyDatabase } from '../database/own-database.js';
import { INSTALLING_MS, packedEngine, useHostFolder } from './packed-host.js';
import { type Attempt } from './platform-attempts.js';
import { cleanEnv, Spawned } from './spawned.js';

interface Call {
  /** Which of the processes is asked. Default 0. */
  server?: number;
  method?: string;
  body?: object;
}

/** The platform of `test/hosts/platform` on the packed engine, with an active version of each key; two processes of it serve. */
export function usePlatform(keys: readonly string[]) {
  const database = useEmptyDatabase();
  const host = useHostFolder();
  const servers: Spawned[] = [];
  const urls: string[] = [];

  const run = (command: string) => host.run(command, { cwd: 'platform', env: { DATABASE_URL: database.url } });
  const engine = (command: string) => run(`npx learning-engine ${command} --app dist/app.module.js`);

  beforeAll(async () => {
    await host.copy('platform', 'platform');
    await run(`npm install ${packedEngine()}/*.tgz && npx tsc`);
    await engine('migrate');
    for (const key of keys) await engine(`activate ${key} v1 --reason "First term"`);
    const env = cleanEnv({ DATABASE_URL: database.url, PORT: '0' });
    const program = ['dist/main.js'];
    while (servers.length < 2) servers.push(Spawned.run(process.execPath, program, env, host.path('platform')));
    for (const server of servers) urls.push((await server.saying(/up at (\S+)/))[1]!);
  }, INSTALLING_MS);

  afterAll(async () => {
    servers.forEach((server) => server.signal('SIGTERM'));
    await Promise.all(servers.map((server) => server.end()));
  });

  async function call<T>(path: string, { server = 0, method = 'GET', body }: Call = {}) {
    const response = await fetch(`${urls[server]}/${path}`, {
      ...{ method, body: body && JSON.stringify(body) },
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
  }

  return {
    run,
    /** A command of the engine, in the platform. */
    engine,
    sources: () => host.path('platform', 'src'),
    call,
    send: (learner: string, attempts: readonly Attempt[], server = 0) =>
      call(`learners/${learner}/attempts`, { server, method: 'POST', body: attempts }),
    sql: async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end();
      }
    },
  };
}
