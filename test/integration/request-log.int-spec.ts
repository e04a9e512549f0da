import { Logger } from '@nestjs/common';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { requestId, requestLog } from '../../src/logging/request-log.js';
import { ServiceLogger } from '../../src/logging/service-logger.js';

describe(requestLog.name, () => {
  let server: Server;
  let port: number;
  let lines: Record<string, unknown>[];
  let onLine: () => void;
  beforeAll(async () => {
    const app = express().use(requestId, requestLog);
    app.get('/hang', () => undefined);
    app.get('/half', (_request, response) => void response.write('half'));
    app.get('/stream', (_request, response) => void response.type('text/event-stream').write(': ok'));
    app.use('/mounted', (request, response) => {
      request.url = '/elsewhere';
      response.send();
    });
    app.use((request, response) => void response.status(Number(request.get('wanted') ?? 200)).send());
    server = createServer(app).listen(0);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    lines = [];
    const write = (line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>);
      onLine();
    };
    Logger.overrideLogger(new ServiceLogger({ NODE_ENV: 'production', LOG_LEVEL: 'debug' }, { write }));
  });

  /** The line that is logged of a request, sent as it stands, and given up once this has happened. */
  const lineOf = async (head: string, givenUp?: 'asked' | 'answered') => {
    const logged = new Promise<void>((resolve) => (onLine = resolve));
    const asked = once(server, 'request');
    const socket = connect({ port }, () => {
      socket.write(`${head.replaceAll('\n', '\r\n')}\r\nHost: x\r\n\r\n`, 'latin1');
    });
    if (givenUp) {
      await (givenUp === 'asked' ? asked : once(socket, 'data'));
      socket.resetAndDestroy();
    }
    await logged;
    socket.destroy();
    expect(lines).toHaveLength(1);
    return lines[0]!;
  };

  it('tells method, path, status, duration, address and request id, and nothing else', async () => {
    const line = await lineOf(
      'GET /a/b%20c?token=canary HTTP/1.1\nCookie: canary\nAuthorization: canary\nx-request-id: r-1',
    );

    expect(line).toEqual({
      level: 'info',
      time: expect.any(String) as string,
      context: 'Request',
      request_id: 'r-1',
      method: 'GET',
      path: '/a/b%20c',
      status: 200,
      duration_ms: expect.any(Number) as number,
      address: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$|^::1$/) as string,
      message: 'GET /a/b%20c 200',
    });
  });

  it.each([
    [204, 'info'],
    [302, 'info'],
    [400, 'warn'],
    [404, 'warn'],
    [500, 'error'],
    [501, 'warn'], // a stub
    [503, 'error'],
  ])('logs %s at level %s', async (status, level) => {
    expect(await lineOf(`GET / HTTP/1.1\nWanted: ${status}`)).toMatchObject({ level, status });
  });

  it.each([
    ['/health/live', 'debug'],
    ['/health/ready?x', 'debug'],
    ['/metrics', 'debug'],
    ['/healthy', 'info'],
    ['/v1/health/live', 'info'],
  ])('logs %s at level %s', async (path, level) => {
    expect(await lineOf(`GET ${path} HTTP/1.1`)).toMatchObject({ level });
  });

  it.each([
    ['http://user:canary@host/a?b', '/a'],
    ['http://user:canary@host', '/'],
    ['/a#canary', '/a'],
    ['/mounted/a', '/mounted/a'],
  ])('logs the path of %s', async (url, path) => {
    expect(await lineOf(`GET ${url} HTTP/1.1`)).toMatchObject({ path });
  });

  it('cuts a long path', async () => {
    expect((await lineOf(`GET /${'x'.repeat(5000)} HTTP/1.1`)).path).toBe(`/${'x'.repeat(1999)}`);
  });

  it('tells of a request that was given up before its answer, which has no status', async () => {
    const line = await lineOf('GET /hang HTTP/1.1\nx-request-id: r-2', 'asked');

    expect(line).toMatchObject({ level: 'warn', aborted: true, request_id: 'r-2', message: 'GET /hang aborted' });
    expect(line).not.toHaveProperty('status');
  });

  it('tells of a request that was given up in the middle of its answer', async () => {
    expect(await lineOf('GET /half HTTP/1.1', 'answered')).toMatchObject({ status: 200, aborted: true });
  });

  it('takes a stream of events that its client has closed for one that has ended', async () => {
    const line = await lineOf('GET /stream HTTP/1.1', 'answered');

    expect(line).toMatchObject({ level: 'info', message: 'GET /stream 200' });
    expect(line).not.toHaveProperty('aborted');
  });
});
