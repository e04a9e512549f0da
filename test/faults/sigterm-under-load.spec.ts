import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { bearer, testEnv } from '../support/http/use-service.js';
import { scaled } from '../support/fault-scale.js';
import { someAdmin } from '../support/http/api-client.js';
import { EventReader } from '../support/http/event-reader.js';
import { KeepAliveClient } from '../support/http/keep-alive-client.js';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';

const CLIENTS = 6;
/** Long enough for a client that asks without a pause to notice; no client waits for more. */
const DELAY_MS = 2000;
/** What is said when the time for closing is over. */
const LATE = 'Shutdown timed out';
const WAITING = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'algo_versions'::regclass";

describe('D8: SIGTERM', () => {
  const database = useTestDatabase();
  const started: Spawned[] = [];
  afterAll(() => started.forEach((service) => service.signalGroup('SIGKILL')));

  async function serve(more: NodeJS.ProcessEnv) {
    const service = Spawned.run(
      process.execPath,
      SERVICE,
      cleanEnv({ PORT: '0', JWT_SECRET: testEnv.JWT_SECRET, ...more }),
    );
    started.push(service);
    const [, origin] = await service.saying(/Active versions +(http:\/\/[^/]+)/);
    return { service, origin: origin! };
  }

  /** Starts requests that wait for a lock in the database, and lets them go on when `meanwhile` is through. */
  async function holdingUp<T>(start: () => Promise<T>[], meanwhile: () => Promise<unknown>): Promise<T[]> {
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE algo_versions');
      const requests = start();
      let answered = 0; // on a slow machine the limit of a lock answers the first before the last one waits
      for (const request of requests) void request.finally(() => (answered += 1));
      while ((await holder.query(WAITING)).rowCount! + answered < requests.length);
      await meanwhile();
      await holder.query('COMMIT');
      return await Promise.all(requests);
    } finally {
      await holder.end();
    }
  }

  it(
    'fails no request: those in flight are answered, and clients that ask on are turned away first',
    async () => {
      for (let rounds = 0; rounds < scaled(50, 3);) {
        const { service, origin } = await serve({ DATABASE_URL: database.url, SHUTDOWN_DELAY_MS: String(DELAY_MS) });
        const route = `${origin}/v1/learning/algorithms`;
        const busy = Array.from({ length: CLIENTS }, () => new KeepAliveClient(route, { Authorization: bearer() }));
        const eager = Array.from({ length: CLIENTS }, () => new KeepAliveClient(`${origin}/health/live`));
        const idle = new KeepAliveClient(`${origin}/health/live`);
        const silent = connect(Number(new URL(origin).port)).on('error', () => undefined);
        expect((await idle.ask()).outcome).toBe(200);
        const eagerOutcomes = Promise.all(eager.map((client) => client.askOnAndOn()));
        const slowAnswers = await holdingUp(
          () => busy.map((client) => client.ask()),
          () => {
            service.signal('SIGTERM');
            return service.saying(/Shutdown requested/);
          },
        );

        const outcomes = new Set(slowAnswers.map(({ outcome }) => outcome));
        expect([200, 503]).toEqual(expect.arrayContaining([...outcomes]));
        // Where the machine was so slow that the limit of a lock struck, that is the answer, and the round is done again.
        if (!outcomes.has(503)) {
          rounds += 1;
          expect(slowAnswers.filter(({ isTurnedAway }) => !isTurnedAway)).toEqual([]);
        }
        expect(new Set((await eagerOutcomes).flat())).toEqual(new Set([200]));
        expect(await service.end()).toBe(0);
        expect(service.stdout).not.toContain(LATE); // a connection that asks for nothing must not hold the process

        silent.destroy();
        for (const client of [...busy, ...eager, idle]) client.close();
      }
    },
    scaled(3_600_000, 600_000),
  );

  it('is announced to load balancers before new connections are refused', async () => {
    const { service, origin } = await serve({ DATABASE_URL: database.url, SHUTDOWN_DELAY_MS: '3000' });
    const status = async (path: string) => (await fetch(`${origin}${path}`)).status;
    expect(await status('/health/ready')).toBe(200);

    service.signal('SIGTERM');
    await service.saying(/Shutdown requested/);

    expect(await status('/health/ready')).toBe(503);
    expect(await status('/health/live')).toBe(200);
    expect(await service.end()).toBe(0);
    await expect(fetch(`${origin}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('ends streams of events, whose clients would stay', async () => {
    const { service, origin } = await serve({ DATABASE_URL: database.url });
    const authorization = bearer(someAdmin);
    const readers = await Promise.all([1, 2].map(() => EventReader.open(origin, { authorization })));
    await Promise.all(readers.map((reader) => reader.until((messages) => messages.length > 0)));

    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(service.stdout).not.toContain(LATE);
    for (const reader of readers) {
      await reader.end();
      expect([reader.messages.at(-1), reader.hasEnded]).toEqual([
        { event: 'stream.closed', data: { reason: 'shutting-down' } },
        true,
      ]);
    }
    expect(service.stdout.match(/GET \/v1\/learning\/events/g)).toHaveLength(2); // a line for each
  });

  it('ends the process although the database says nothing any more', async () => {
    const proxy = await TcpProxy.to(database.url);
    try {
      const { service, origin } = await serve({ DATABASE_URL: proxy.url });
      const client = new KeepAliveClient(`${origin}/v1/learning/algorithms`, { Authorization: bearer() });
      expect((await client.ask()).outcome).toBe(200);
      proxy.silence();
      const isLost = proxy.losing();
      const inFlight = client.ask();
      await isLost; // or the connection is closed as one that asks for nothing

      service.signal('SIGTERM');
      expect(await service.end()).toBe(0);
      expect(await inFlight).toMatchObject({ outcome: 503 });
    } finally {
      await proxy.close();
    }
  });

  it('ends the process although a client does not take its answers', async () => {
    const { service, origin } = await serve({ DATABASE_URL: database.url });
    const client = connect(Number(new URL(origin).port)).on('error', () => undefined);
    client.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50_000));
    await once(client, 'readable'); // and nothing is read

    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(service.stdout).toContain(LATE);
    client.destroy();
  });
});
