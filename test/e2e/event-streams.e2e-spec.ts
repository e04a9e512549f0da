import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { EventsService } from 'learning-engine';
import { type AuthUser } from 'learning-engine/http';
import { signToken } from '../../src/auth/sign-token.js';
import { Env } from '../../src/config/env.js';
import { problem, someAdmin, useApi } from '../support/http/api-client.js';
import { EventReader } from '../support/http/event-reader.js';
import { writeLargeEvents } from '../support/engine/large-events.js';
import { lastingBearer } from '../support/http/raw-http.js';
import { useEventReaders } from '../support/http/use-event-readers.js';
import { testEnv, useService } from '../support/http/use-service.js';

const TYPES = '?types=answers.recorded';

describe('streams of events', () => {
  const service = useService(Object.assign(new Env(), testEnv, { JWT_LEEWAY: 0 }));
  const api = useApi(service);
  const { readers, open, record, hasKey } = useEventReaders(service);
  const get = (query = '', caller = someAdmin) => api.get(`events${query}`, caller);

  it('asks the database once for all who have read to the end', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => open(TYPES)));
    await record('together');
    await Promise.all(all.map((reader) => reader.until(hasKey('together'))));
    const read = jest.spyOn(service.app.get(EventsService), 'read');
    await record('once');
    await Promise.all(all.map((reader) => reader.until(hasKey('once'))));

    const pages = await Promise.all(read.mock.results.map(({ value }) => value as ReturnType<EventsService['read']>));
    expect(pages.filter(({ events }) => events.some(({ key }) => key === 'once'))).toHaveLength(1);
    read.mockRestore();
  });

  it('sends a heartbeat every 15 s, with the place that was read, also where no event matched', async () => {
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: [
        'Date',
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
      ],
    });
    try {
      const [other, reader] = [await open(TYPES), await open('?types=job.ended')];
      const first = reader.lastId;
      await record('unasked');
      await other.until(hasKey('unasked'));
      jest.advanceTimersByTime(14_999);
      expect(reader.messages).toHaveLength(1);
      jest.advanceTimersByTime(1);
      const [, beat] = await reader.until((messages) => messages.length > 1);
      expect(beat).toEqual({ comment: 'heartbeat', id: other.messages.at(-1)!.id });
      expect(beat!.id).not.toBe(first);
    } finally {
      jest.useRealTimers();
    }
  });

  it('ends when the token expires, and says so', async () => {
    const authorization = `Bearer ${signToken(testEnv, someAdmin, 4)}`;
    const reader = await open('', { authorization });
    await reader.end();
    expect(reader.messages.at(-1)).toEqual({ event: 'stream.closed', data: { reason: 'token-expired' } });
    expect(reader.hasEnded).toBe(true);
    await service.request().get('/v1/learning/events').set('Authorization', authorization).expect(401);
  });

  it('lets a caller have ten streams, and another one when one has ended', async () => {
    const caller: AuthUser = { userId: randomUUID(), role: 'admin' };
    const some = await Promise.all(Array.from({ length: 10 }, () => open('', {}, caller)));
    expect((await get('', caller).expect(429).expect('Retry-After', '10')).body).toEqual(problem('too-many-streams'));
    await open();
    await some[0]!.leave();
    let status = 429;
    while (status === 429) {
      const authorization = lastingBearer(caller);
      const reader = await EventReader.open(service.app.getHttpServer(), { authorization });
      readers.push(reader);
      ({ status } = reader.response);
    }
    expect(status).toBe(200);
  });

  it('takes one stream of a connection: the others would keep their places when it is closed', async () => {
    const caller: AuthUser = { userId: randomUUID(), role: 'admin' };
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write(
      `GET /v1/learning/events HTTP/1.1\r\nHost: x\r\nAuthorization: ${lastingBearer(caller)}\r\n\r\n`.repeat(10),
    );
    let text = '';
    for await (const chunk of socket as AsyncIterable<string>) {
      text += chunk;
      if (text.includes('stream.opened')) break;
    }
    socket.destroy();

    const some = await Promise.all(Array.from({ length: 9 }, () => open('', {}, caller)));
    expect(some).toHaveLength(9);
  });

  it('does not keep for a client what it does not take, and sends the rest when it does', async () => {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const connected = once(service.app.getHttpServer(), 'connection');
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write(
      `GET /v1/learning/events${TYPES} HTTP/1.1\r\nHost: x\r\nAuthorization: ${lastingBearer(someAdmin)}\r\n\r\n`,
    );
    const [served] = (await connected) as [Socket];
    await once(socket, 'readable'); // and nothing is read
    const count = await writeLargeEvents(service.databaseUrl);
    const quick = await open(TYPES);
    await record('last');
    await quick.until(hasKey('last'));
    expect(served.writableNeedDrain).toBe(true);
    expect(served.writableLength).toBeLessThan(1_000_000);

    let text = '';
    socket.on('data', (chunk: string) => (text += chunk));
    while (!text.slice(-500).includes('"last"')) await once(socket, 'data');
    expect([...text.matchAll(/^id: .*\nevent: answers/gm)]).toHaveLength(count + 1);
    socket.destroy();
  });
});
