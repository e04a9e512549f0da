import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { RegistryService } from 'learning-engine';
import { type AuthUser } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { atParameter, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { lastingBearer } from '../support/http/raw-http.js';
import { useEventReaders } from '../support/http/use-event-readers.js';
import { someUser, testEnv, useService } from '../support/http/use-service.js';

const CANARY = 'Ada Lovelace, ada@example.org';
const aService: AuthUser = { userId: randomUUID(), role: 'service' };
const aReader: AuthUser = { userId: randomUUID(), role: 'reader' };
const TYPES = '?types=answers.recorded';

describe('GET /v1/learning/events', () => {
  const service = useService(Object.assign(new Env(), testEnv, { JWT_LEEWAY: 0 }));
  const api = useApi(service);
  const { open, record, readable, hasKey, keyOf } = useEventReaders(service);
  const get = (query = '', caller = someAdmin) => api.get(`events${query}`, caller);

  it('tells what happens from now on, by ids alone', async () => {
    await record('before', 'job.ended');
    await readable();
    const reader = await open();
    await service.app
      .get(RegistryService)
      .activateAlgoVersion('mastery', 'v1', { reason: CANARY, actorUserId: someAdmin.userId });
    const messages = await reader.until(hasKey('mastery'));

    const headers = Object.fromEntries(reader.response.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    expect(messages).toEqual([
      {
        event: 'stream.opened',
        id: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
        data: {
          types: [
            'algorithm.activated',
            'job.ended',
            'job.progressed',
            'projection.ready',
            'runs.failed',
            'feed.opened',
          ],
        },
      },
      {
        event: 'algorithm.activated',
        id: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
        data: {
          type: 'algorithm.activated',
          key: 'mastery',
          payload: {
            activation_id: expect.any(String) as string,
            algo_version_id: expect.any(String) as string,
            params_id: expect.any(String) as string,
          },
          tenant: 'default',
          recorded_at: expect.any(String) as string,
        },
      },
    ]);
    expect(JSON.stringify(messages)).not.toContain(CANARY);
  });

  it('goes on from the last event that a client has, and misses and repeats none beside writers that take their time', async () => {
    const { lastId } = await open(TYPES).then(async (first) => {
      await first.until((messages) => messages.length > 0);
      return first;
    });
    const url = service.databaseUrl;
    const committed: string[] = [];
    const write = async (name: string) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (let n = 0; n < 40; n += 1) {
        await client.query('BEGIN; SELECT pg_current_xact_id()');
        await client.query('SELECT pg_sleep(random() * 0.02)');
        await client.query("INSERT INTO engine_events (type, key, payload) VALUES ('answers.recorded', $1, '{}')", [
          `${name}-${n}`,
        ]);
        await client.query('SELECT pg_sleep(random() * 0.02)');
        await client.query('COMMIT');
        committed.push(`${name}-${n}`);
      }
      await client.end();
    };
    const writing = Promise.all(['a', 'b', 'c', 'd'].map(write)).then(() => record('last'));

    const read: string[] = [];
    let cursor = lastId!;
    while (read.at(-1) !== 'last') {
      // Cut again and again, by the client, in the middle of what comes.
      const reader = await open(TYPES, { 'last-event-id': cursor });
      await reader.until((messages) => messages.filter(keyOf).length > 0);
      await reader.leave();
      read.push(...reader.messages.flatMap((message) => keyOf(message) ?? []));
      cursor = reader.lastId!;
    }
    await writing;

    expect(read.slice(0, -1).sort()).toEqual(committed.sort());
    const again = await open(`${TYPES}&after=${lastId}`);
    await again.until(hasKey('last'));
    expect(again.messages.filter(keyOf)).toHaveLength(read.length);
  });

  it('is read by services and administrators, each as the other routes let them', async () => {
    expect((await service.request().get('/v1/learning/events').expect(401)).body).toEqual(problem('unauthorized'));
    for (const caller of [someUser, aReader]) {
      expect((await get('', caller).expect(403)).body).toEqual(problem('forbidden'));
    }
    expect((await get('?types=algorithm.activated,job.ended', aService).expect(403)).body).toEqual(
      problem('forbidden', { detail: 'Events of the type job.ended require the role admin.' }),
    );

    const reader = await open('', {}, aService);
    const wider = await open(TYPES, {}, aService);
    for (const type of ['job.ended', 'test.written', 'projection.ready', 'answers.recorded']) await record('no', type);
    await record('mastery', 'algorithm.activated');
    await record('last');
    const [, ...seen] = await reader.until(hasKey('mastery'));
    expect(seen.map(({ event }) => event)).toEqual(['algorithm.activated']);
    const [, ...more] = await wider.until(hasKey('last'));
    expect(more.map(({ event }) => event)).toEqual(['answers.recorded', 'answers.recorded']);
  });

  it.each([
    ['?types=job.finished', 'types'],
    ['?types=toString', 'types'],
    ['?after=7', 'after'],
    ['?limit=7', 'limit'],
  ])('rejects %s, and names the parameter', async (query, parameter) => {
    expect((await get(query).expect(400)).body).toEqual(problem('invalid-request', atParameter(parameter)));
  });

  it('rejects an id that is none, and a client that does not take events, before the first byte', async () => {
    const malformed = await get().set('Last-Event-ID', '12').expect(400);
    expect(malformed.body).toEqual(problem('invalid-request', atParameter('Last-Event-ID')));
    expect((await get().set('Accept', 'application/json').expect(406)).body).toEqual(problem('not-acceptable'));
    await service
      .request()
      .head('/v1/learning/events')
      .set('Authorization', lastingBearer(someAdmin))
      .expect(200)
      .expect('Content-Type', /event-stream/);
  });

  it('tells a client to read everything anew when events after its id may be lost, and goes on from now', async () => {
    await readable();
    const epochFromElsewhere = await open('', { 'last-event-id': '9999999999.1.1' });
    const beforeAll = await open('', { 'last-event-id': '1.1.1' });
    await record('job', 'job.ended');
    for (const [reader, reason] of [
      [epochFromElsewhere, 'restored'],
      [beforeAll, 'expired'],
    ] as const) {
      expect(await reader.until(hasKey('job'))).toEqual([
        { event: 'stream.reset', id: expect.any(String) as string, data: { reason } },
        expect.objectContaining({ event: 'job.ended' }),
      ]);
    }
  });
});
