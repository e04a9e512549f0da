import { setTimeout as sleep } from 'node:timers/promises';
import { withCanary } from '../support/http/canary.js';
import { parseExposition, series } from '../support/http/exposition.js';
import { scaled } from '../support/fault-scale.js';
import { JsonService } from '../support/processes/json-service.js';
import { onServer } from '../support/database/own-database.js';
import { problemsIn } from '../support/http/raw-http.js';
import { deafKind, SlowClient, slowKinds } from '../support/http/slow-client.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { testEnv } from '../support/http/use-service.js';

const CLIENTS = scaled(1000, 100);
/** More than the connections to the database, so that they are noticed; few, since what they ask for is work. */
const DEAF = scaled(30, 0);
/** Without those that are given up late. */
const KINDS = slowKinds.slice(0, scaled(slowKinds.length, 4));
/** The two pools together. */
const CONNECTIONS = 12;

describe('H3: slow clients', () => {
  const database = useTestDatabase();
  let service: JsonService;
  beforeAll(async () => {
    service = await JsonService.start({
      DATABASE_URL: database.url,
      JWT_SECRET: testEnv.JWT_SECRET,
      LOG_LEVEL: 'info',
      METRICS: 'true',
      // All of them are one user, whose computations are to begin.
      COMPUTATIONS_PER_USER: '0',
      COMPUTE_KIB_PER_MINUTE: '0',
    });
  });
  afterAll(() => service?.stop());

  /** How many connections the process of the service holds open, to whomever. */
  async function openSockets(): Promise<number> {
    const metrics = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text();
    return parseExposition(metrics).get(series('nodejs_active_resources', { type: 'TCPSocketWrap' })) ?? 0;
  }

  it('are given up, leave nothing behind, and keep no other client waiting', async () => {
    const calm = await withCanary(service.port, () => sleep(scaled(10_000, 100)));
    const clients: SlowClient[] = [];
    const beset = await withCanary(service.port, async () => {
      for (let n = 0; n < CLIENTS; n += 1) clients.push(new SlowClient(service.port, KINDS[n % KINDS.length]!));
      const deaf = Array.from({ length: DEAF }, () => new SlowClient(service.port, deafKind));
      const statuses = await Promise.all(clients.map((client) => client.statuses()));
      expect(statuses).toEqual(clients.map((_, n) => KINDS[n % KINDS.length]!.answers));
      while ((await openSockets()) > CONNECTIONS + 3) await sleep(1000);
      for (const client of deaf) client.leave();
    });

    expect(beset.outcomes).toEqual(new Set([200]));
    expect(beset.p99).toBeLessThan(scaled(3, 100) * calm.p99 + 50);
    for (const client of clients) client.leave();
    const name = new URL(database.url).pathname.slice(1);
    const { rowCount } = await onServer((client) =>
      client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name]),
    );
    expect(rowCount).toBeLessThanOrEqual(CONNECTIONS);
  });

  it.each([
    ['in one line', `X: ${'a'.repeat(17 * 1024)}\r\n`],
    ['in many lines', `X: ${'a'.repeat(100)}\r\n`.repeat(170)],
  ])('headers of more than 16 KiB %s are rejected', async (_name, headers) => {
    const answer = await service.raw(`GET /health/live HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);

    expect(problemsIn(answer)).toEqual([[431, 'headers-too-large']]);
  });
});
