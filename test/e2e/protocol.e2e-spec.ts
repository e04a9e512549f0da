import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { problem, someAdmin, useApi } from '../support/http/api-client.js';
import { routesOf } from '../support/http/app-routes.js';
import { bearer, useService } from '../support/http/use-service.js';

const UNASKED = { parameter: 'nobody_asked', detail: 'is not allowed here: leave it out' };

describe('HTTP itself', () => {
  const service = useService();
  const api = useApi(service);

  /** All that the service answers to these bytes, until it closes the connection. */
  async function answerTo(bytes: string): Promise<string> {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.write(bytes);
    await once(socket, 'close');
    return answer;
  }

  async function exchange(bytes: string): Promise<{ status: number; type: string; body: { type: string } }> {
    const answer = await answerTo(bytes);
    const [head, body] = answer.split('\r\n\r\n');
    return {
      status: Number(head!.split(' ')[1]),
      type: /content-type: ([^;\r]*)/i.exec(head!)?.[1] ?? '',
      body: JSON.parse(body!) as { type: string },
    };
  }

  it.each([
    ['nonsense', 'HELLO\r\n\r\n', 400, 'malformed-request'],
    ['a bad version', 'GET / HTTP/9.9\r\n\r\n', 400, 'malformed-request'],
    ['no Host', 'GET /v1/learning/info HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'malformed-request',
    ],
    ['large headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['another expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n', 417, 'expectation-failed'],
    ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method-not-allowed'],
  ])('answers %s in the common shape', async (_name, bytes, status, name) => {
    expect(await exchange(bytes)).toEqual({ status, type: 'application/problem+json', body: problem(name) });
  });

  it('answers the first ten of many requests that come in one packet, and tells the others to wait', async () => {
    const get = (more = '') => `GET /health/live HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const answers = await answerTo(get().repeat(11) + get('Connection: close\r\n'));
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))).toEqual([
      ...Array.from({ length: 10 }, () => 200),
      ...[429, 429],
    ]);
  });

  it('keeps an idle connection longer than proxies do, which would answer 502 on one that is closed just then', async () => {
    await service.request().get('/health/live').set('Connection', 'keep-alive').expect('Keep-Alive', 'timeout=65');
  });

  it('tells an unknown path from an unknown method', async () => {
    expect((await api.get('nowhere/at/all').expect(404)).body).toEqual(problem('not-found'));
    const answer = await service
      .request()
      .delete('/v1/learning/algorithms/mastery/versions')
      .expect(405)
      .expect('Allow', 'GET, HEAD');
    expect(answer.body).toEqual(problem('method-not-allowed'));
    await service.request().options('/v1/learning/info').expect(405);
  });

  it('tells the path of an algorithm, which knows POST, from that of none', async () => {
    for (const method of ['get', 'head', 'put', 'delete', 'options'] as const) {
      await service.request()[method]('/v1/learning/mastery').expect(405).expect('Allow', 'POST');
      for (const key of ['xyz', 'Mastery', 'toString', '%00', 'info%20']) {
        const answer = await service.request()[method](`/v1/learning/${key}`).expect(404);
        if (method !== 'head') expect(answer.body).toEqual(problem('not-found'));
      }
    }
    await service.request().get('/v1/learning/algorithms/mastery/rollback').expect(405).expect('Allow', 'POST');
    await service.request().get('/v1/learning/algorithms/xyz/rollback').expect(404);
  });

  it('tells an unknown algorithm alike on all routes', async () => {
    for (const { method, path } of routesOf(service.app)) {
      if (!path.includes(':algo_key')) continue;
      const url = path
        .replace(':algo_key', 'xyz')
        .replace(/:\w+_id/g, randomUUID())
        .replace(/:\w+/g, 'v1');
      const verb = method.toLowerCase() as 'get' | 'post';
      const window = /\/(statistics|live-scores)$/.test(path)
        ? '?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'
        : '';
      const body = {
        ...(path.endsWith('/params') && { params: {} }),
        ...(path.endsWith('/:algo_key') && { input: {} }),
        ...(path.endsWith('/batch') && { items: [{ input: {} }] }),
        ...(path.endsWith('/gate') && { mode: 'off' }),
        ...(/\/(previews|evaluations|shadows)$/.test(path) && { version: 'v1' }),
        ...(path.endsWith('/shadows') && { percent: 10, budget: 10 }),
      };
      const reason = /(activate|rollback|restore|retire|gate|shadows|end)$/.test(path) && {
        reason: 'x',
        ...(path.endsWith('restore') && { activation_id: '1' }),
      };
      const answer = await service
        .request()
        [verb](url + window)
        .set('Authorization', bearer(someAdmin))
        .set('Content-Type', 'application/json')
        .send(verb === 'post' ? { ...body, ...reason } : undefined);

      expect([path, answer.status, answer.body]).toEqual([path, 404, problem('algorithm-not-found')]);
    }
  });

  it('rejects, on every route of the API, a query parameter that it does not know', async () => {
    for (const { method, path } of routesOf(service.app)) {
      // A provider that signs people in leads back to the admin app with parameters of its own.
      if (path.startsWith('/admin')) continue;
      const url = path.replace(/:\w+_id/g, randomUUID()).replace(/:\w+/g, 'v1');
      const verb = method.toLowerCase() as 'get' | 'post';
      const answer = await service
        .request()
        [verb](`${url}?nobody_asked=1`)
        .set('Authorization', bearer(someAdmin))
        .set('Content-Type', 'application/json')
        .send(verb === 'post' ? { params: {} } : undefined);

      expect([path, answer.status, answer.body]).toEqual([
        path,
        400,
        problem('invalid-request', { errors: expect.arrayContaining([UNASKED]) as unknown }),
      ]);
    }
  });

  it('ignores what would override the method', async () => {
    await service.request().get('/v1/learning/info?_method=DELETE').set('Authorization', bearer()).expect(400);
    await api.get('info').set('X-HTTP-Method-Override', 'DELETE').expect(200);
  });

  it('does not change in silence what is to be changed in a certain state alone', async () => {
    const activate = () => api.post('algorithms/mastery/versions/v1/activate', { reason: 'x' }, someAdmin);
    for (const tag of ['*', '"x"']) {
      const rejected = await activate().set('If-Match', tag).expect(412);
      expect(rejected.body).toEqual(problem('precondition-failed'));
    }
    await api.post('algorithms/mastery/versions/v1/activate', { reason: 'x' }).set('If-Match', '*').expect(403);
    const { text } = await api.get('info').set('If-Match', '"x"').expect(200);
    expect(JSON.parse(text)).toMatchObject({
      algorithms: expect.arrayContaining([
        expect.objectContaining({ algo_key: 'mastery', active_version: 'v0' }),
      ]) as unknown,
    });
  });

  it.each(['utf-8', '"UTF-8"', ' utf-8 ; x=y'])('takes the charset %s', async (charset) => {
    await api.post('sessions', {}).set('Content-Type', `application/json; charset=${charset}`).expect(201);
  });

  it.each(['latin1', 'utf-16', 'utf-8; charset=latin1', 'latin1; charset=utf-8'])(
    'rejects the charset %s',
    async (charset) => {
      await api.post('sessions', '{}').set('Content-Type', `application/json; charset=${charset}`).expect(415);
    },
  );

  it('answers HEAD as GET', async () => {
    const head = await service.request().head('/v1/learning/info').set('Authorization', bearer()).expect(200);
    expect(head.headers['content-length']).toBe((await api.get('info')).headers['content-length']);
  });

  it('answers in JSON alone', async () => {
    const answer = await api.get('info').set('Accept', 'text/html').expect(406);
    expect(answer.body).toEqual(problem('not-acceptable'));
    await api.get('info').set('Accept', 'text/html, */*;q=0.1').expect(200);
  });

  it('repeats a safe id of the request, and makes one otherwise', async () => {
    const idOf = async (id: string) => (await api.get('nowhere').set('x-request-id', id)).headers['x-request-id'];
    expect(await idOf('trace-1.a:b')).toBe('trace-1.a:b');
    for (const id of ['', 'a b', 'a'.repeat(129), '"', 'ä']) {
      expect(await idOf(Buffer.from(id).toString('latin1'))).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('sets the headers that keep browsers safe, and says not what serves it', async () => {
    const { headers } = await api.get('info').expect(200);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('serves its documents to everybody', async () => {
    const body = (await service.request().get('/docs/openapi.json').expect(200)).body as unknown;
    expect(body).toMatchObject({ openapi: '3.1.0' });
    await service.request().get('/docs').redirects(1).expect(200).expect('Content-Type', /html/);
    const page = await service.request().get('/docs/problems').expect(200).expect('Content-Type', /html/);
    expect(page.text).toContain('id="unauthorized"');
  });
});
