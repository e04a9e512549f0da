import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ParamsService, RegistryService } from 'learning-engine';
import { poolState } from 'learning-engine/persistence';
import { until } from '../support/database/embedded-child.js';
import { type Break, COMMIT, TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { scaled } from '../support/fault-scale.js';
import { someAdmin } from '../support/http/api-client.js';
import { lastingBearer } from '../support/http/raw-http.js';
import { openService } from '../support/http/use-service.js';

/** Of each kind of change, at once: more than there are connections. */
const AT_ONCE = scaled(40, 12);
/** More than get through before the deadline, and fewer than the 511 connections that wait to be accepted by default. */
const MANY = 400;
const REASON = { reason: 'because' };

interface Answer {
  name: string;
  status: number;
  outcome?: string;
}

describe('a 503 to a request that writes', () => {
  const database = useTestDatabase();
  let app: NestExpressApplication;
  let holder: Client;
  beforeAll(async () => {
    app = await openService(database.url);
    holder = new Client(database.url);
    holder.on('error', () => undefined); // the end of the database
    await holder.connect();
  });
  afterAll(async () => {
    await app?.close();
  });

  async function post(path: string, body: object, name = path, service = app, signal?: AbortSignal): Promise<Answer> {
    const { port } = service.getHttpServer().address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/v1/learning/${path}`, {
      method: 'POST',
      headers: { authorization: lastingBearer(someAdmin), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    const { outcome } = (await response.json()) as { outcome?: string };
    return { name, status: response.status, outcome };
  }

  /** All that requests can change. */
  async function content(): Promise<unknown> {
    const tables = ['algo_activations', 'algo_params', 'algo_runs', 'algo_versions', 'test_sessions'];
    const rows: unknown[] = [];
    for (const table of tables) rows.push((await holder.query(`SELECT * FROM ${table} ORDER BY id`)).rows);
    return rows;
  }

  /** Makes sets of v1 of an algorithm, which are not active. */
  async function setMaker(key: string): Promise<(params: object) => Promise<string>> {
    const { version } = (await app.get(RegistryService).resolveVersion(key, 'v1'))!;
    return async (params) => (await app.get(ParamsService).createParams(version.id, params)).id;
  }

  /** How many transactions wait for a lock. */
  async function waiting(): Promise<number> {
    const { rows } = await holder.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]!.count;
  }

  /** Nothing of what was asked is still at work, in this process or in the database. */
  async function untilIdle(): Promise<void> {
    await until(async () => {
      const { idle, total, waiting } = poolState(app.get(DataSource));
      const { rows } = await holder.query<{ busy: number }>(
        `SELECT count(*)::int AS busy FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
      );
      return waiting === 0 && idle === total && rows[0]!.busy === 0;
    });
    // Longer than the longest pause before a repetition.
    await sleep(500);
  }

  it('says that nothing was done only where nothing was, and nothing is done when others let it through at last', async () => {
    for (const version of ['v1', 'v0', 'v1']) {
      for (const key of ['revision', 'adaptive']) {
        expect(await post(`algorithms/${key}/versions/${version}/activate`, REASON)).toMatchObject({ status: 200 });
      }
    }
    const set = await (await setMaker('adaptive'))({ exploration_rate: 0.11 });
    const before = await content();
    const changes = Array.from({ length: AT_ONCE }, (_, n) => [
      post('algorithms/mastery/versions/v1/activate', REASON, 'activate'),
      post('algorithms/revision/rollback', REASON, 'rollback'),
      post(`params/${set}/activate`, REASON, 'activate params'),
      post('algorithms/mastery/versions/v1/params', { params: { p_init: 0.3 + n / 1000 } }, 'create params'),
    ]);

    await holder.query('BEGIN; SELECT FROM algo_versions FOR UPDATE');
    const answers = await Promise.all(changes.flat());
    await holder.query('COMMIT');
    await untilIdle();

    expect(await content()).toEqual(before);
    expect(answers.filter(({ status, outcome }) => status !== 503 || outcome !== 'not-done')).toEqual([]);
  });

  it('says that it is not known only where the COMMIT was sent and its answer lost, and then it may be done', async () => {
    const proxy = await TcpProxy.to(database.url);
    const behindProxy = await openService(proxy.url);
    const path = 'algorithms/mastery/versions/v1/params';
    try {
      const lost = async (when: Break, params: object) => {
        proxy.breakNext(COMMIT, when);
        return post(path, { params }, path, behindProxy);
      };
      const unknown = { status: 503, outcome: 'unknown' };
      expect(await lost('before', { p_init: 0.44 })).toMatchObject(unknown);
      expect(await lost('answer', { p_init: 0.45 })).toMatchObject(unknown);
      proxy.breakNext('INSERT INTO algo_params', 'answer', 2);
      expect(await post(path, { params: { p_init: 0.46 } }, path, behindProxy)).toMatchObject({
        status: 503,
        outcome: 'not-done',
      });
      proxy.breakNext('start_run', 'answer', 2);
      expect(await post('mastery', { input: { states: [], events: [] } }, path, behindProxy)).toMatchObject(unknown);
    } finally {
      await behindProxy.close();
      await proxy.close();
    }
    const { rows } = await holder.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM algo_params WHERE params_json ->> 'p_init' IN ('0.44', '0.45', '0.46')`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('begins nothing for a client that is gone', async () => {
    const before = await content();
    const clients = new AbortController();
    await holder.query('BEGIN; SELECT FROM algo_versions FOR UPDATE');
    const requests = Array.from({ length: AT_ONCE }, () =>
      post('algorithms/mastery/versions/v1/activate', REASON, 'activate', app, clients.signal),
    );
    await until(async () => (await waiting()) > 0);
    clients.abort();
    await Promise.allSettled(requests);
    await holder.query('COMMIT');
    await untilIdle();

    expect(await content()).toEqual(before);
  });

  it('says so truly of many changes at once, each of which waits for the others', async () => {
    const createSet = await setMaker('mastery');
    const sets: string[] = [];
    for (let n = 0; n < MANY; n += 1) sets.push(await createSet({ p_init: 0.3 + n / 10_000 }));
    const answers = await Promise.all(
      sets.map((params_id, n) => {
        const reason = `number ${n}`;
        return post('algorithms/mastery/versions/v1/activate', { reason, params_id }, reason);
      }),
    );
    await untilIdle();
    const { rows } = await holder.query<{ reason: string }>('SELECT reason FROM algo_activations');
    const done = new Set(rows.map(({ reason }) => reason));
    const count = (of: (answer: Answer) => boolean) => answers.filter(of).length;

    expect(count(({ name, status }) => status === 200 && !done.has(name))).toBe(0);
    expect(count(({ name, outcome }) => outcome === 'not-done' && done.has(name))).toBe(0);
    // 408: on a busy machine the request did not arrive in time.
    expect(count(({ name, status }) => status === 408 && done.has(name))).toBe(0);
    expect(answers.filter(({ status, outcome }) => ![200, 408].includes(status) && outcome === undefined)).toEqual([]);
    expect(count(({ status }) => status === 200)).toBeGreaterThan(0);
  });
});
