import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { RegistryService } from 'learning-engine';
import { type AuthUser, type EventStreamSettings, LearningHttpModule } from 'learning-engine/http';
import { HttpHostModule } from '../fixtures/http-host/http-host.module.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { writeLargeEvents } from '../support/engine/large-events.js';
import { EventReader } from '../support/http/event-reader.js';

const admin: AuthUser = { userId: randomUUID(), role: 'admin' };

describe('streams of events in another app, which has no jobs', () => {
  const database = useEmptyDatabase();
  let caller = admin;
  let app: NestExpressApplication;
  const open = async (eventStreams: Partial<EventStreamSettings>) => {
    const http = LearningHttpModule.forRoot({ authUser: () => caller, eventStreams });
    const host = HttpHostModule.forRoot(database.url, http, new Registry());
    app = await NestFactory.create<NestExpressApplication>(host, { rawBody: true, logger: false, abortOnError: false });
    await app.listen(0);
  };
  afterEach(async () => {
    caller = admin;
    await app?.close();
  });
  const server = () => app.getHttpServer();
  const read = () => EventReader.open(server(), {});

  it('go on until the caller is not known any more, or the app closes', async () => {
    await open({ heartbeatMs: 100 });
    caller = { ...admin, validUntil: new Date() };
    const short = await read();
    await short.end();
    expect(short.messages.at(-1)).toEqual({ event: 'stream.closed', data: { reason: 'token-expired' } });

    caller = admin;
    const reader = await read();
    await app.get(RegistryService, { strict: false }).activateAlgoVersion('mastery', 'v1');
    await reader.until((messages) => messages.some(({ event }) => event === 'algorithm.activated'));
    await reader.until((messages) => messages.some(({ comment }) => comment === 'heartbeat'));
    await app.close();
    await reader.end();
    expect(reader.messages.at(-1)).toEqual({ event: 'stream.closed', data: { reason: 'shutting-down' } });
    expect(reader.hasEnded).toBe(true);
  });

  it('end after a time, also of a caller who stays known', async () => {
    await open({ longestMs: 50 });
    const reader = await read();
    await reader.end();
    expect(reader.messages.at(-1)).toEqual({ event: 'stream.closed', data: { reason: 'too-long' } });
  });

  it('are bounded for all callers', async () => {
    await open({ inAll: 2 });
    const some = [await read(), await read()];
    caller = { userId: randomUUID(), role: 'admin' };
    expect((await read()).response.status).toBe(429);
    await Promise.all(some.map((reader) => reader.leave()));
  });

  it('are cut for a client that takes nothing', async () => {
    await open({ stalledMs: 200 });
    const socket = connect((server().address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET /v1/learning/events?types=answers.recorded HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'readable'); // and nothing is read
    await writeLargeEvents(database.url);
    const connections = () => new Promise((resolve) => server().getConnections((_error, count) => resolve(count)));
    while ((await connections()) !== 0) await setImmediate();
    socket.destroy();
  });

  it('have settings that are checked at boot', async () => {
    await expect(open({ perCaller: 0 })).rejects.toThrow('eventStreams.perCaller must be a positive number');
  });
});
