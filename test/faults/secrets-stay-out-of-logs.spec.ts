import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { signToken } from '../../src/auth/sign-token.js';
import { parseEnv } from '../../src/config/load-env.js';
import { someAdmin } from '../support/http/api-client.js';
import { onServer } from '../support/database/own-database.js';
import { JsonService } from '../support/processes/json-service.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { someUser } from '../support/http/use-service.js';

const canary = (name: string) => `${name}-${randomBytes(8).toString('hex')}`;
const secret = `${canary('secret')}-${canary('secret')}`;
const password = canary('password');
const cookie = canary('cookie');
const badToken = canary('token');
const learner = canary('learner');
/** A number, as parameters are, that nothing else would print. */
const threshold = 0.731_902_846_115_37;

const env = parseEnv({ NODE_ENV: 'test', JWT_SECRET: secret });
const admin = signToken(env, someAdmin, 600);
const user = signToken(env, someUser, 600);
const unknownRole = signToken(parseEnv({ NODE_ENV: 'test', JWT_SECRET: canary('other').repeat(2) }), someUser, 60);
const secrets = [secret, password, cookie, badToken, ...[admin, user, unknownRole].map((jwt) => jwt.split('.')[2]!)];

const EVENT = { event_id: learner, skill_id: learner, correct: true, at: '2026-11-01T08:00:00Z' };

describe('H5: secrets, and what learners do, are in no log, no row and no foreign answer', () => {
  const database = useTestDatabase();
  const role = `h5_${randomUUID().slice(0, 8)}`;
  let proxy: TcpProxy;
  let service: JsonService;
  let answers = '';
  /** Not by way of the proxy, and as another role. */
  const sql = async (statements: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(statements)).rows as unknown[];
    } finally {
      await client.end();
    }
  };
  const endSessions = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`;

  beforeAll(async () => {
    await sql(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${password}'`);
    proxy = await TcpProxy.to(database.url);
    const url = Object.assign(new URL(proxy.url), { username: role, password }).href;
    service = await JsonService.start({ DATABASE_URL: url, JWT_SECRET: secret, SLOW_QUERY_MS: '1', CANARY: learner }, [
      '--import',
      './test/support/processes/reject-on-signal.mjs',
    ]);
  });
  afterAll(async () => {
    service?.process.signal('SIGKILL');
    await service?.process.end();
    await proxy?.close();
    await onServer((client) => client.query(`DROP ROLE IF EXISTS ${role}`));
  });

  const send = async (method: string, path: string, token: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      headers: { authorization: token, cookie: `session=${cookie}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    answers += JSON.stringify([...response.headers]) + (await response.text());
    return response.status;
  };

  /** Good and bad requests, with canaries wherever a caller can put something. */
  const sendAll = () => {
    const params = '/v1/learning/algorithms/mastery/versions/v0/params';
    const [asUser, asAdmin] = [`Bearer ${user}`, `Bearer ${admin}`];
    return Promise.all([
      send('GET', '/v1/learning/info', asUser),
      send('GET', `/v1/learning/info?access_token=${admin}`, `Bearer ${badToken}`),
      send('GET', '/v1/learning/info', `Bearer ${unknownRole}`),
      send('GET', '/v1/learning/info', `Basic ${badToken}`),
      send('GET', `/v1/learning/runs?user_id=${badToken}`, asAdmin),
      send('GET', `/v1/learning/runs?cursor=${badToken}`, asUser),
      send('POST', params, asAdmin, { params: { threshold } }),
      send('POST', params, asAdmin, { params: { threshold: threshold + 7, [learner]: learner } }),
      send('POST', params, asUser, { params: { threshold } }),
      send('POST', '/v1/learning/mastery', asUser, { input: { states: [], events: [EVENT] } }),
      send('POST', '/v1/learning/mastery', asUser, { input: { states: [], events: [{ ...EVENT, at: learner }] } }),
      send('POST', '/v1/learning/mastery', asUser, `{ "input": { "${learner}"`),
      send('POST', '/v1/learning/mastery', asUser, { input: {}, user_id: learner }),
      send('POST', '/v1/learning/revision', asUser, { input: { [learner]: learner } }),
      send('POST', '/v1/learning/algorithms/mastery/versions/v1/activate', asAdmin, { reason: learner }),
      send('DELETE', '/v1/learning/mastery', asUser, { [learner]: learner }),
    ]);
  };

  it('while all goes well', async () => {
    await send('POST', '/v1/learning/algorithms/mastery/versions/v1/activate', `Bearer ${admin}`, { reason: learner });

    expect(new Set(await sendAll())).toEqual(new Set([200, 201, 400, 401, 403, 405, 501]));
  });

  it.each([
    `GET /x HTTP/1.1\nHost: x\nAuthorization: Bearer ${badToken}\nbroken`,
    `GET /x HTTP/1.1\nHost: x\nCookie: ${cookie}\0`,
    `GET http://me:${badToken}@host/v1/learning/info?token=${badToken} HTTP/1.1\nHost: x\nConnection: close\nCookie: ${cookie}`,
    `GET /x HTTP/1.1\nHost: x\nx-request-id: a\n ${badToken}`,
    `GET /%zz?${badToken} HTTP/1.1\nHost: x\nConnection: close`,
    `POST /v1/learning/mastery HTTP/1.1\nHost: x\nAuthorization: Bearer ${user}\nTransfer-Encoding: chunked\n\n${badToken}`,
    `GET /x HTTP/1.1\nHost: x\nCookie: ${cookie.repeat(2000)}`,
    `${badToken} ${badToken}`,
  ])('when a request is malformed (%#)', async (request) => {
    answers += await service.raw(`${request.replaceAll('\n', '\r\n')}\r\n\r\n`);
  });

  it.each<[string, number, () => unknown]>([
    ['breaks in the middle of a write', 503, () => proxy.breakNext('INSERT', 'answer', 20)],
    ['ends all sessions', 401, () => sql(endSessions)],
    ['rejects what is written', 500, () => sql('ALTER TABLE algo_runs ADD CONSTRAINT no_more CHECK (false) NOT VALID')],
    ['lacks a table', 500, () => sql('ALTER TABLE algo_params RENAME TO hidden')],
    ['has no more sessions', 503, () => sql(`ALTER ROLE ${role} NOSUPERUSER CONNECTION LIMIT 0; ${endSessions}`)],
    ['is away', 503, () => proxy.cut()],
    ['says nothing', 503, () => proxy.silence()],
  ])('when the database %s', async (_what, status, fail) => {
    await fail();
    const statuses = await sendAll();
    proxy.heal();
    await sql(`
      ALTER ROLE ${role} SUPERUSER CONNECTION LIMIT -1;
      ALTER TABLE algo_runs DROP CONSTRAINT IF EXISTS no_more;
      ALTER TABLE IF EXISTS hidden RENAME TO algo_params`);

    expect(statuses).toContain(status);
  });

  it('and when the process dies of an unexpected error', async () => {
    service.process.signal('SIGUSR2');

    expect(await service.process.end()).toBe(1);
    expect(service.records().at(-1)).toMatchObject({ level: 'fatal', context: 'Process', message: 'duplicate key' });
    expect(service.process.stderr).toBe('');
  });

  it('nothing of it is found', async () => {
    const { stdout, stderr } = service.process;
    const rows = await sql('SELECT error_message FROM algo_runs WHERE error_message IS NOT NULL');
    const said = { stdout, stderr, answers, rows: JSON.stringify(rows) };

    for (const record of service.records()) expect(record).toHaveProperty('message');
    expect(stdout).toContain('Slow query');
    expect(stdout).toContain('Query failed');
    expect(stdout).toContain('"context":"Audit"');
    expect(stdout).toContain('"refusal":"token: ');
    for (const [place, text] of Object.entries(said)) {
      const own = place === 'answers' ? [] : [learner, String(threshold), String(threshold + 7)];
      expect([place, [...secrets, ...own].filter((word) => text.includes(word))]).toEqual([place, []]);
    }
  });
});
