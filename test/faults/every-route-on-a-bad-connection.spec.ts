import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { Env } from '../../src/config/env.js';
import { requestsOfEveryRoute, type RouteAnswer, type RouteRequest } from '../support/http/every-route.js';
import { onServer } from '../support/database/own-database.js';
import { scaled } from '../support/fault-scale.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openService, testEnv } from '../support/http/use-service.js';

/** All routes at once, or so few that none has to wait for a connection. */
const AT_ONCE = scaled(4, 100);
const ROUNDS = scaled(3, 1);

const isNormal = ({ status }: RouteAnswer) => status >= 200 && status < 300;

describe('D2: every route, while the way to the database is bad', () => {
  const database = useTestDatabase();
  let proxy: TcpProxy;
  let app: NestExpressApplication;
  let requests: RouteRequest[];
  beforeAll(async () => {
    proxy = await TcpProxy.to(database.url);
    app = await openService(proxy.url, Object.assign(new Env(), testEnv, { METRICS: true }));
    requests = await requestsOfEveryRoute(app);
    // As a load balancer does: until the instance says that it is ready. A busy machine needs more than a probe's second at first.
    const ready = requests.find(({ name }) => name === 'HealthController.getReady')!;
    while (!isNormal(await ready.send()));
  });
  afterAll(async () => {
    proxy?.heal();
    await app?.close();
    await proxy?.close();
  });

  async function sendAll(): Promise<[name: string, answer: RouteAnswer][]> {
    const answers: [string, RouteAnswer][] = [];
    for (let from = 0; from < requests.length; from += AT_ONCE) {
      const some = requests.slice(from, from + AT_ONCE);
      const answered = await Promise.all(some.map(({ send }) => send()));
      answers.push(...answered.map((answer, n): [string, RouteAnswer] => [some[n]!.name, answer]));
    }
    return answers;
  }

  const isUnavailable = ({ status, type, retryAfter }: RouteAnswer) =>
    status === 503 && type!.startsWith('application/problem+json') && retryAfter === '1';

  /** Each connection that the pool may have, at the same time. */
  async function useAllConnections(): Promise<unknown[]> {
    const { master } = app.get(DataSource).driver as unknown as { master: { options: { max: number } } };
    const runners = Array.from({ length: master.options.max }, () => app.get(DataSource).createQueryRunner());
    try {
      await Promise.all(runners.map((runner) => runner.connect()));
      return await Promise.all(runners.map((runner): Promise<unknown> => runner.query('SELECT 1 AS one')));
    } finally {
      await Promise.all(runners.map((runner) => runner.release()));
    }
  }

  const endSessions = () =>
    onServer((client) =>
      client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        new URL(database.url).pathname.slice(1),
      ]),
    );

  it('is answered normally while it is good', async () => {
    const answers = await sendAll();

    expect(answers.length).toBeGreaterThan(15);
    const others = answers.filter(([, answer]) => !isNormal(answer));
    expect(others.filter(([, answer]) => !isUnavailable(answer))).toEqual([]);
    // A busy machine was in the way.
    for (const [name] of others) while (!isNormal(await requests.find((one) => one.name === name)!.send()));
  });

  it.each<[string, () => unknown]>([
    ['latency', () => proxy.disturb({ delayMs: 300 })],
    ['so much latency that only single statements are in time', () => proxy.disturb({ delayMs: 1000 })],
    ['narrow bandwidth', () => proxy.disturb({ bytesPerSecond: 2000, sliceBytes: 50 })],
    ['sliced packets', () => proxy.disturb({ sliceBytes: 7 })],
    ['connections that end after a few answers', () => proxy.disturb({ cutAfterBytes: 4000 })],
    ['connections that end at once', () => proxy.disturb({ cutAfterBytes: 1 })],
    ['sessions that end, which is heard much later', () => (proxy.disturb({ closeDelayMs: 30_000 }), endSessions())],
    ['resets', () => proxy.cut('reset')],
    ['silence', () => proxy.silence()],
  ])(
    '%s: is answered, normally or by a 503, or a stream is cut, and works again when that is over',
    async (_name, begin) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await begin();
        const answers = await sendAll();
        proxy.heal();
        expect(answers.filter(([, answer]) => !answer.isCut && !isNormal(answer) && !isUnavailable(answer))).toEqual(
          [],
        );

        while ((await sendAll()).some(([, answer]) => !isNormal(answer)));
        expect(await useAllConnections()).toEqual(new Array(10).fill([{ one: 1 }]));
      }
    },
  );

  it('a request whose every step is in time, but not their sum, is given up', async () => {
    const { send } = requests.find(({ name }) => name === 'ActivateVersionController.activateVersion')!;
    proxy.disturb({ delayMs: 1000 });
    const answer = await send();
    proxy.heal();

    expect(isUnavailable(answer)).toBe(true);
    while (!isNormal(await send()));
  });
});
