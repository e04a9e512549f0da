import { someAdmin } from '../support/http/api-client.js';
import { scaled } from '../support/fault-scale.js';
import { JsonService } from '../support/processes/json-service.js';
import { lastingBearer } from '../support/http/raw-http.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { testEnv } from '../support/http/use-service.js';

const CONNECTIONS = 10;
/** Of the database, so that it is the pool, and not the processor, that is overloaded: a statement takes 200 ms or more. */
const DELAY_MS = 100;
/** Until the queues are as long as they get: so many answers for each client. */
const WARM_UP = 2;
/** Answers of what was done, in which time is taken. */
const DONE = scaled(300, 50);

type Question = [path: string, body?: object];

const QUESTIONS: [name: string, ok: string, ...Question][] = [
  ['many statements', '201', 'mastery', { input: { states: [], events: [] } }],
  ['one statement', '200', 'runs?limit=1'],
];

describe('D3: more clients than the pool has connections', () => {
  const database = useTestDatabase();
  let proxy: TcpProxy;
  let service: JsonService;
  beforeAll(async () => {
    proxy = await TcpProxy.to(database.url);
    service = await JsonService.start({
      DATABASE_URL: proxy.url,
      JWT_SECRET: testEnv.JWT_SECRET,
      LOG_LEVEL: 'info',
      COMPUTATIONS_PER_SERVICE: '0', // the pool is the bound here
    });
  });
  afterAll(async () => {
    proxy?.heal();
    await service?.stop();
    await proxy?.close();
  });

  const ask = async (...[path, body]: Question): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${service.port}/v1/learning/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: lastingBearer(someAdmin), 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    await response.arrayBuffer();
    return [response.status, response.headers.get('retry-after')].join(' ').trim();
  };

  /** So many clients ask on and on, each without a pause: how they are answered, and how long it takes until so much is done. */
  async function load(clients: number, ok: string, ...question: Question): Promise<{ kinds: Set<string>; ms: number }> {
    const kinds = new Set<string>();
    let [answers, done, from, to] = [0, 0, 0, 0];
    const client = async () => {
      while (to === 0) {
        const answer = await ask(...question);
        kinds.add(answer);
        answers += 1;
        if (from === 0 && answers >= WARM_UP * clients) from = performance.now();
        else if (from > 0 && answer === ok) done += 1;
        if (done === DONE) to ||= performance.now();
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    return { kinds, ms: to - from };
  }

  it.each(QUESTIONS.slice(0, scaled(2, 1)))(
    'of %s: ten times as many get as much done, and the rest is asked to come back',
    async (_name, ok, ...question) => {
      expect(await ask('algorithms/mastery/versions/v1/activate', { reason: 'because' })).toBe('200');
      await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(...question))); // opens the connections
      proxy.disturb({ delayMs: DELAY_MS });
      const peak = await load(CONNECTIONS, ok, ...question);
      const beset = await load(10 * CONNECTIONS, ok, ...question);
      proxy.heal();

      expect([...beset.kinds].filter((answer) => answer !== ok && answer !== '503 1')).toEqual([]);
      expect(peak.ms).toBeGreaterThan(0.8 * beset.ms);
      expect(await ask(...question)).toBe(ok);
    },
  );
});
