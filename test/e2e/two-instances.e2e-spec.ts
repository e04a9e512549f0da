import { signToken } from '../../src/auth/sign-token.js';
import { parseEnv } from '../../src/config/load-env.js';
import { type InfoResponse } from 'learning-engine/http';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';
import { INFO_URL } from '../support/processes/start-sandbox.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { someUser } from '../support/http/use-service.js';

const CHANGES = 20;
const MAX_AGE_MS = 500;

describe('two instances of the service on one database', () => {
  const database = useTestDatabase();
  const started: Spawned[] = [];
  afterAll(() => started.forEach((instance) => instance.signalGroup('SIGKILL')));

  const settings = () => ({ NODE_ENV: 'test', DATABASE_URL: database.url, JWT_SECRET: 'x'.repeat(40), PORT: '0' });
  const token = () => signToken(parseEnv(settings()), { ...someUser, role: 'admin' }, 600);

  async function start() {
    const instance = Spawned.run(process.execPath, SERVICE, cleanEnv(settings()));
    started.push(instance);
    const [, url] = await instance.saying(INFO_URL);
    return { instance, origin: new URL(url!).origin };
  }

  async function call(url: string, body?: object): Promise<unknown> {
    const headers = { Authorization: `Bearer ${token()}`, 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
    expect(response.status).toBe(200);
    return response.json();
  }

  async function masteryAt(origin: string) {
    const { algorithms } = (await call(`${origin}/v1/learning/info`)) as InfoResponse;
    return algorithms.find(({ algo_key }) => algo_key === 'mastery')!;
  }

  it('what one makes active is in its next answer, and in those of the other to all who ask half a second later', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    for (let change = 0; change < CHANGES; change += 1) {
      const [from, to] = change % 3 ? [a, b] : [b, a];
      const version = change % 2 ? 'v0' : 'v1';
      await call(`${from.origin}/v1/learning/algorithms/mastery/versions/${version}/activate`, { reason: 'a test' });
      const changed = performance.now();
      const wanted = { active_version: version, status: 'ACTIVE' };

      expect(await masteryAt(from.origin)).toMatchObject(wanted);
      for (let after = 0, isSeen = false; !isSeen && after <= MAX_AGE_MS;) {
        after = performance.now() - changed;
        const seen = await masteryAt(to.origin);
        isSeen = seen.active_version === version;
        if (after > MAX_AGE_MS) expect(seen).toMatchObject(wanted);
      }
    }

    for (const { instance } of [a, b]) instance.signal('SIGTERM');
    expect(await Promise.all([a, b].map(({ instance }) => instance.end()))).toEqual([0, 0]);
  });
});
