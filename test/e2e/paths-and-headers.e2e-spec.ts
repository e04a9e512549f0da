import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Env } from '../../src/config/env.js';
import { problem, someAdmin, useApi } from '../support/http/api-client.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

const TOKEN = 'a-token-for-the-monitoring-system-0001';

describe('paths and headers', () => {
  const service = useService(Object.assign(new Env(), testEnv, { METRICS: true, METRICS_TOKEN: TOKEN }));
  const api = useApi(service);

  /** Status line and headers, and the problem, of the first answer to these bytes. */
  async function exchange(bytes: string | Buffer): Promise<{ head: string; status: number; type: string | undefined }> {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    const [head, body = ''] = answer.split('\r\n\r\n');
    return { head: head!, status: Number(head!.split(' ')[1]), type: /#([a-z-]+)/.exec(body)?.[1] };
  }
  const get = (path: string, headers = '') =>
    exchange(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);
  const authorization = (caller = someAdmin) => `Authorization: ${bearer(caller)}\r\n`;

  it.each([
    '/METRICS',
    '/Metrics/',
    '/metrics/',
    '/health/Ready',
    '/V1/learning/info',
    '/v1/learning/info/',
    '/health/ready/',
    '/v1/learning/Info',
  ])('%s is not another spelling of a route', async (path) => {
    expect(await get(path, authorization())).toMatchObject({ status: 404, type: 'not-found' });
  });

  it.each([
    '/v1/learning/%61ctivations',
    '/%6d%65trics',
    '/metrics%2f',
    '/v1/learning/algorithms/mastery%2Fversions',
    '/v1//learning/info',
    '/v1/learning/./info',
    '/v1/learning/x/../info',
    '/v1/learning/x/%2e%2e/info',
    '/v1\\learning\\info',
    '/v1/learning/%5cinfo',
    '/v1/learning/runs?cursor=%ff',
    '/metrics#x',
    '/v1/learning/info#/../../metrics',
  ])('%s, which a proxy may read otherwise, is rejected', async (path) => {
    expect(await get(path, authorization())).toMatchObject({ status: 400, type: 'malformed-request' });
  });

  it('takes escapes that a path or query needs', async () => {
    expect((await get('/v1/learning/algorithms/a%20b/versions', authorization())).status).toBe(404);
    expect((await get('/v1/learning/runs?algo_key=%C3%A4%25', authorization())).status).toBe(200);
  });

  it.each([
    [
      'two Host headers',
      'GET /v1/learning/info HTTP/1.1\r\nHost: x\r\nhost: y\r\nConnection: close\r\n\r\n',
      400,
      'malformed-request',
    ],
    [
      'two Host headers, the second behind more headers than Node keeps by default',
      `GET /v1/learning/info HTTP/1.1\r\nHost: x\r\n${'a:\r\n'.repeat(2100)}Host: y\r\nConnection: close\r\n\r\n`,
      400,
      'malformed-request',
    ],
    ['a request without a version of HTTP', 'GET /health/live\r\n\r\n', 400, 'malformed-request'],
    [
      'a transfer coding in HTTP/1.0',
      'POST /v1/learning/mastery HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformed-request',
    ],
    [
      'two Content-Type headers',
      'POST /v1/learning/mastery HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\ncontent-type: text/plain\r\nConnection: close\r\n\r\n',
      400,
      'malformed-request',
    ],
    [
      'a transfer coding that is not known',
      'POST /v1/learning/mastery HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
      501,
      'transfer-coding-unknown',
    ],
  ])('rejects %s', async (_name, bytes, status, type) => {
    expect(await exchange(bytes)).toMatchObject({ status, type });
  });

  it.each(['a b', 'x/y', 'user@x', 'x?y', '[::1', 'x, y', 'x:port', '\xe4', '%0', '<x>'])(
    'rejects %j, which is no host',
    async (host) => {
      const bytes = `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      expect(await exchange(Buffer.from(bytes, 'latin1'))).toMatchObject({ status: 400, type: 'malformed-request' });
    },
  );

  it.each(['', 'x', 'learn-1.example.org:3000', '127.0.0.1:80', '[::1]:80', 'under_score', 'x:'])(
    'takes the host %j',
    async (host) => {
      const bytes = `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      expect((await exchange(bytes)).status).toBe(200);
    },
  );

  it('asks for a body when it is read: what is rejected is not even sent', async () => {
    const begin = (length: number, more: string) =>
      'POST /v1/learning/mastery HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n' +
      `${more}Content-Length: ${length}\r\n\r\n`;
    expect(await exchange(begin(10, ''))).toMatchObject({ status: 401 });
    expect(
      await exchange(begin(10, 'Connection: close\r\nContent-Encoding: lzma\r\n' + authorization())),
    ).toMatchObject({ status: 415 });
    expect(await exchange(begin(10_000_000, authorization()))).toMatchObject({ status: 413 });
    const body = '{"input": 1}';
    const asked = await exchange(begin(body.length, `Connection: close\r\n${authorization()}`) + body);
    expect(asked.head).toBe('HTTP/1.1 100 Continue');
  });

  it('sees a second Authorization header behind any number of headers', async () => {
    const many = 'a:\r\n'.repeat(2100);
    expect((await get('/v1/learning/info', authorization() + many)).status).toBe(200);
    const second = await get('/v1/learning/info', `${authorization()}${many}Authorization: Bearer x\r\n`);
    expect(second).toMatchObject({ status: 401, type: 'unauthorized' });
  });

  it('closes a connection that goes on sending a body which was rejected', async () => {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    socket.write(
      `POST /v1/learning/mastery HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${1024 ** 4}\r\n\r\n`,
    );
    // Without a limit it would go on for the 30 s that a request may take: the test would run into its own time limit.
    const send = () => socket.write(megabyte, (error) => (error ? undefined : setImmediate(send)));
    send();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(1024 ** 3);
  });

  it('forbids to keep what is answered to a caller', async () => {
    for (const path of ['runs', 'algorithms', 'activations', 'nowhere']) {
      expect((await api.get(path, someAdmin)).headers['cache-control']).toBe('no-store');
    }
    for (const path of ['runs', 'algorithms', 'nowhere']) {
      expect((await api.get(path, someAdmin)).headers).not.toHaveProperty('etag');
    }
    expect((await api.get('info')).headers['cache-control']).toBe('private, no-cache');
    expect((await service.request().get('/v1/learning/info')).headers['cache-control']).toBe('no-store');
  });

  it('leaves it to the proxy with TLS to say so', async () => {
    expect((await api.get('info')).headers).not.toHaveProperty('strict-transport-security');
  });

  it('serves its pages without their sources', async () => {
    await service.request().get('/docs/swagger-ui-bundle.js').expect(200);
    for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui.js']) {
      expect((await service.request().get(`/docs/${name}.map`).expect(404)).body).toEqual(problem('not-found'));
    }
  });

  it('shows metrics for their token alone', async () => {
    const metrics = (token?: string) => {
      const request = service.request().get('/metrics');
      return token === undefined ? request : request.set('Authorization', `Bearer ${token}`);
    };
    expect((await metrics(TOKEN).expect(200)).text).toContain('# TYPE');
    for (const wrong of [undefined, '', 'x', TOKEN.slice(1), `${TOKEN}0`, bearer(someAdmin).slice(7)]) {
      const answer = await metrics(wrong).expect(401).expect('WWW-Authenticate', 'Bearer');
      expect(answer.body).toEqual(problem('unauthorized'));
    }
  });
});

describe('without DOCS', () => {
  const service = useService(Object.assign(new Env(), testEnv, { DOCS: false }));

  it('serves no API document, and explains problems all the same', async () => {
    await service.request().get('/docs').expect(404);
    await service.request().get('/docs/openapi.json').expect(404);
    await service.request().get('/docs/problems').expect(200);
  });
});
