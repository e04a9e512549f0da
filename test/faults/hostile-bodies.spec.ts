import { once } from 'node:events';
import { connect } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { withCanary } from '../support/http/canary.js';
import { scaled } from '../support/fault-scale.js';
import { bodyRoutes, hostileBodies } from '../support/http/hostile-bodies.js';
import { JsonService } from '../support/processes/json-service.js';
import { problemsIn, rawPost, wholePost } from '../support/http/raw-http.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { parseExposition, series } from '../support/http/exposition.js';
import { testEnv } from '../support/http/use-service.js';

/** Little more than the service takes by itself: what hostile bodies leave behind would end the process. */
const HEAP_MB = 200;
const MEBIBYTE = 1024 * 1024;
const ROUNDS = scaled(36, 6);

describe('J5: hostile bodies', () => {
  const database = useTestDatabase();
  let service: JsonService;
  beforeAll(async () => {
    service = await JsonService.start(
      {
        ...{ DATABASE_URL: database.url, JWT_SECRET: testEnv.JWT_SECRET, LOG_LEVEL: 'info', METRICS: 'true' },
        // Each body is to be read and judged, however many there are.
        ...{ COMPUTATIONS_PER_SERVICE: '0', COMPUTE_KIB_PER_MINUTE_PER_SERVICE: '0' },
        ...{ COMPUTATIONS_PER_USER: '0', COMPUTE_KIB_PER_MINUTE: '0' },
      },
      [`--max-old-space-size=${HEAP_MB}`],
    );
  });
  afterAll(() => service?.stop());

  const metric = async (name: string) => {
    const metrics = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text();
    return parseExposition(metrics).get(series(name))!;
  };

  /** A machine that is busy with all of them at once may have no time for one: then that one is sent again. */
  const judged = async (bytes: () => Parameters<JsonService['raw']>[0]): Promise<string> => {
    const answer = await service.raw(bytes());
    return isDeepStrictEqual(problemsIn(answer), [[503, 'service-unavailable']]) ? judged(bytes) : answer;
  };

  it('are rejected as a problem, again and again, while others are served', async () => {
    const requests = bodyRoutes.map((route) => hostileBodies(route));
    /** Each body once, to one route after the other: in four rounds each route gets all. */
    const sendAll = async (round: number) => {
      const sent = requests[0]!.map((_, n) => requests[(n + round) % requests.length]![n]!);
      const answers = await Promise.all(sent.map(({ bytes }) => judged(bytes)));
      expect(answers.map((answer, n) => [sent[n]!.name, problemsIn(answer)])).toEqual(
        sent.map(({ name, status, problem }) => [name, [[status, problem]]]),
      );
    };
    const memory: number[] = [];
    const { outcomes } = await withCanary(service.port, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await sendAll(round);
        memory.push(await metric('process_resident_memory_bytes'));
      }
    });

    expect(outcomes).toEqual(new Set([200]));
    // A process grows until its heap has been collected a few times: what goes on growing after that is what is left behind.
    const third = ROUNDS / 3;
    const growth = Math.min(...memory.slice(-third)) - Math.max(...memory.slice(0, third));
    expect(growth).toBeLessThan(50 * MEBIBYTE);
  });

  describe('of many values', () => {
    const send = (body: string) => service.raw(wholePost('/v1/learning/mastery', body));
    const inputOf = (values: string[]) => `{"input":{"events":[${values.join()}]}}`;
    const mebibyteOf = (value: string) =>
      inputOf(new Array<string>(Math.floor((MEBIBYTE - 30) / (value.length + 1))).fill(value));
    const event = '{"event_id":"event-1","skill_id":"s","correct":true,"at":"2026-01-21T12:00:00Z"}';

    it('a hundred thousand are taken, one more is rejected', async () => {
      // With the body, the input and the list it makes 100,000. Names are none.
      const most = [...new Array<string>(19_999).fill('{ "a": ["}", -1.5,\ttrue] }'), '0', '0'];

      expect(problemsIn(await send(inputOf(most)))).toEqual([[501, 'not-implemented']]);
      const answer = await send(inputOf([...most, '0']));
      expect(problemsIn(answer)).toEqual([[400, 'malformed-body']]);
      expect(answer).toContain('"errors":[{"pointer":"","detail":"must not hold more than 100000 values"}]');
    });

    it('hold others up no longer than as many bytes of events', async () => {
      /** For how long no client got an answer, at the least of several times: whatever else the machine does comes on top. */
      const heldUp = async (body: string) => {
        const delays: number[] = [];
        for (let time = 0; time < scaled(10, 3); time += 1) {
          await metric('nodejs_eventloop_lag_max_seconds'); // begins anew after each look
          await send(body);
          delays.push(await metric('nodejs_eventloop_lag_max_seconds'));
        }
        return Math.min(...delays);
      };
      const byEvents = await heldUp(mebibyteOf(event));

      for (const unit of ['0', '""', '[]', '{}', '{"":0}', '['.repeat(28) + ']'.repeat(28)]) {
        expect([unit, (await heldUp(mebibyteOf(unit))) / byEvents < 2]).toEqual([unit, true]);
      }
    });
  });

  it.each([
    ['a length that is too large', '', { 'Content-Length': 10_000_000 }],
    ['chunks that do not end', `200000\r\n${'x'.repeat(0x200000)}`, { 'Transfer-Encoding': 'chunked' }],
  ])('%s: rejected without waiting for the rest', async (_name, body, headers) => {
    const client = connect(service.port).setEncoding('latin1');
    client.write(rawPost('/v1/learning/mastery', headers, body));
    const [answer] = (await once(client, 'data')) as [string];
    client.destroy();

    expect(problemsIn(answer)).toEqual([[413, 'payload-too-large']]);
  });
});
