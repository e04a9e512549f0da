import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AuthUser } from 'learning-engine/http';
import { signToken } from '../../../src/auth/sign-token.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { freePort } from '../../../src/embedded-postgres/free-port.js';
import { buildService } from '../../support/processes/build-service.mjs';
import { SERVICE } from '../../support/processes/spawned.js';
import { atMost, type Benchmark } from '../benchmark.js';
import { Connection } from '../peers/http-load.js';
import { answering, startServer } from '../processes.js';
import { percentile } from '../statistics.js';

const CONNECTIONS = 6;
/** Between two requests of the others. */
const PAUSE_MS = 5;

export const costlyCaller: Benchmark = {
  name: 'costly-caller',
  description: `GET /v1/learning/info of others while one user sends the costliest permitted requests on ${CONNECTIONS} connections`,
  peer: 'the same without other callers',
  async prepare(bench) {
    buildService();
    const secret = randomBytes(48).toString('base64url');
    const port = await freePort();
    const DATABASE_URL = await bench.database();
    startServer(bench, SERVICE, { NODE_ENV: 'production', PORT: String(port), DATABASE_URL, JWT_SECRET: secret });
    await answering(`http://127.0.0.1:${port}/health/ready`, 200);
    const ask = (caller: AuthUser, path: string, sent: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}/v1/learning/${path}`, {
        method: 'POST',
        ...sent,
        headers: {
          Authorization: `Bearer ${signToken(parseEnv({ NODE_ENV: 'test', JWT_SECRET: secret }), caller, 3600)}`,
          'Content-Type': 'application/json',
        },
      });
    const admin: AuthUser = { userId: randomUUID(), role: 'admin' };
    const reason = JSON.stringify({ reason: 'benchmark' });
    await ask(admin, 'algorithms/mastery/versions/v1/activate', { body: reason });

    const body = JSON.stringify({ input: costliestInput() });
    /** Spends what a caller may send at once. */
    const spend = async (caller: AuthUser) => {
      let answer: Response;
      do {
        answer = await ask(caller, 'mastery', { body });
        await answer.arrayBuffer();
      } while (answer.status !== 429);
    };
    /** As often as the service lets them. */
    const keepAsking = async (caller: AuthUser, signal: AbortSignal) => {
      while (!signal.aborted) {
        const answer = await ask(caller, 'mastery', { body });
        await answer.arrayBuffer();
        const seconds = Number(answer.headers.get('retry-after'));
        if (answer.status === 429 || answer.status === 503) {
          await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
        } else if (answer.status !== 201) throw new Error(`${answer.status} to a costly request`);
      }
    };
    const token = signToken(
      parseEnv({ NODE_ENV: 'test', JWT_SECRET: secret }),
      { userId: randomUUID(), role: 'user' },
      3600,
    );
    const info = `GET /v1/learning/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    const ready = 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const p99 = async (): Promise<number> => {
      // Of their own: the server closes those that were idle for a while.
      const [others, probe] = [await Connection.open(port), await Connection.open(port)];
      const end = performance.now() + bench.options.seconds * 1000;
      const times: number[] = [];
      while (performance.now() < end) {
        const start = performance.now();
        const { status } = await others.ask(info);
        times.push(performance.now() - start);
        await sleep(PAUSE_MS);
        if (status !== 200) throw new Error(`${status} to another`);
        if (times.length % 50 === 0 && (await probe.ask(ready)).status !== 200) throw new Error('not ready');
      }
      [others, probe].forEach((connection) => connection.close());
      return percentile(times, 0.99);
    };
    const p99Beside = async (caller: AuthUser): Promise<number> => {
      const stop = new AbortController();
      const callers = Array.from({ length: CONNECTIONS }, () => keepAsking(caller, stop.signal));
      const measured = await p99();
      stop.abort();
      await Promise.all(callers);
      return measured;
    };
    const user: AuthUser = { userId: randomUUID(), role: 'user' };
    const service: AuthUser = { userId: randomUUID(), role: 'service' };
    for (const caller of [user, service]) await spend(caller);
    return [
      { what: 'p99 beside a user', unit: 'ms', goal: atMost(3), ours: () => p99Beside(user), peer: p99 },
      { what: 'p99 beside a service', unit: 'ms', goal: atMost(3), ours: () => p99Beside(service), peer: p99 },
    ];
  },
};

/** As many answers as are allowed, to as many skills, with every step shown: the largest output of all. */
const costliestInput = (): object => ({
  states: [],
  events: Array.from({ length: 10_000 }, (_, index) => ({
    event_id: `e${index}`,
    skill_id: `s${index % 5000}`,
    correct: true,
    at: '2026-01-21T12:00:00Z',
  })),
  trace: true,
});
