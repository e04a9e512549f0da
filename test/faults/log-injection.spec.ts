import fc from 'fast-check';
import { scaled } from '../support/fault-scale.js';
import { JsonService } from '../support/processes/json-service.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { someAdmin } from '../support/http/api-client.js';
import { bearer, testEnv } from '../support/http/use-service.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const SAFE = /^[A-Za-z0-9_.:+/=-]{1,128}$/;
/** All of C0 but the line feed that ends a line, DEL, C1, and Unicode's line ends. */
const CONTROL = /(?!\n)[\p{Cc}\u2028\u2029]/u;
/** What a forged line would begin with. */
const FORGED = '{"level":"info","message":"forged"}';

const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const nasty = fc.constantFrom(
  ...[
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\t',
    '\u001b[2J',
    '\u007f',
    '\u009b31m',
    utf8('\u2028'),
    utf8('\u0085'),
    '"',
    '\\',
    '\\u000a',
  ],
  ...['%0d%0a', '%00', '%1b', '%e2%80%a8', '%', '#', '?', ' ', FORGED, 'a', 'b', '/'],
);
const text = fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join(''));
/** What HTTP lets through in the value of a header: no CR, LF and NUL. */
const permitted = (value: string) => value.replace(/[\r\n\0]/g, '');
const headerValue = text.map((value) => permitted(value).trim());

describe('H6: whatever is sent, the log is one JSON object per line, and tells of each request once', () => {
  const database = useTestDatabase();
  const answered: { id: string; status: number }[] = [];
  let service: JsonService;
  beforeAll(async () => {
    service = await JsonService.start({ DATABASE_URL: database.url, JWT_SECRET: testEnv.JWT_SECRET });
  });
  afterAll(async () => {
    service?.process.signal('SIGKILL');
    await service?.process.end();
  });

  /** Sends a head and a body as they stand. */
  const send = async (line: string, headers: string[], body = '') => {
    const lines = [line, 'Host: x', 'Connection: close', `Content-Length: ${Buffer.byteLength(body, 'latin1')}`];
    const answer = await service.raw(`${[...lines, ...headers].join('\r\n')}\r\n\r\n${body}`);
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
    const id = /\r\nx-request-id: (.*)\r\n/i.exec(answer)?.[1] ?? '';
    expect(id).toMatch(SAFE);
    if (status >= 400) expect(answer).toContain(`"request_id":"${id}"`);
    answered.push({ id, status });
    return { id, status, answer };
  };
  const Authorization = `Authorization: ${bearer()}`;

  it('anything in any place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ method: text, path: text, query: text, header: text, body: text }), async (sent) => {
        await send(`${sent.method} /${sent.path} HTTP/1.1`, []);
        await send(`GET /v1/learning/runs${sent.path}?cursor=${sent.query} HTTP/1.1`, [Authorization]);
        for (const name of [
          'Authorization',
          'Cookie',
          'User-Agent',
          'x-request-id',
          'Accept',
          'Content-Type',
          sent.header,
        ]) {
          await send('GET /v1/learning/info HTTP/1.1', [`${name}: ${sent.header}`]);
        }
        const asAdmin = [`Authorization: ${bearer(someAdmin)}`, 'Content-Type: application/json'];
        await send(`POST /v1/learning/algorithms/${sent.path}/rollback HTTP/1.1`, asAdmin, '{"reason":"x"}');
        const input = JSON.stringify({ [sent.body]: sent.body, input: { [sent.body]: sent.body } });
        for (const body of [sent.body, input]) {
          await send('POST /v1/learning/mastery HTTP/1.1', [Authorization, 'Content-Type: application/json'], body);
        }
      }),
      // One that reaches its handler: what is audited is rejected there, and not before.
      { numRuns: scaled(300, 15), examples: [[{ method: 'GET', path: 'mastery', query: '', header: 'x', body: '' }]] },
    );
  });

  it('an id is taken when it is safe, and made when it is not', async () => {
    const marred = fc
      .tuple(fc.stringMatching(/^\w{1,9}$/), nasty)
      .map(([word, bad]) => `${word}${permitted(bad)}${word}`);
    const given = fc.oneof(marred, headerValue, fc.stringMatching(SAFE), fc.stringMatching(/^[a-z]{127,130}$/));
    await fc.assert(
      fc.asyncProperty(given, async (value) => {
        const { id } = await send('GET /v1/learning/info HTTP/1.1', [`x-request-id: ${value}`]);

        if (SAFE.test(value)) expect(id).toBe(value);
        else expect(id).toMatch(UUID);
      }),
      { numRuns: scaled(1000, 60), examples: [['a b'], ['a,b'], ['x'.repeat(129)]] },
    );
  });

  it('the log of all that', async () => {
    expect(await service.stop()).toBe(0);
    const requests = service.records().filter(({ context }) => context === 'Request');

    expect(service.records().some(({ context }) => context === 'Audit')).toBe(true);
    for (const record of service.records()) expect(record).toHaveProperty('message');
    expect(service.process.stdout).not.toMatch(CONTROL);
    expect(service.process.stdout).not.toContain(`\n${FORGED}`);
    // What Node's parser rejects becomes no request.
    const known = answered.filter(({ status }) => status !== 400 && status !== 431);
    const count = (of: { id?: unknown; request_id?: unknown; status?: unknown }[], { id, status }: (typeof known)[0]) =>
      of.filter((one) => (one.id ?? one.request_id) === id && one.status === status).length;
    for (const one of known) expect([one, count(requests, one)]).toEqual([one, count(known, one)]);
    expect(known.length).toBeGreaterThan(answered.length / 4);
  });
});
