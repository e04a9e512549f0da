import { randomUUID } from 'node:crypto';
import { type AuthUser } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

const LIMIT = 5;
const person = (): AuthUser => ({ userId: randomUUID(), role: 'user' });

describe('the rate limit', () => {
  describe('of a few requests per minute', () => {
    const service = useService(
      Object.assign(new Env(), testEnv, { RATE_LIMIT_PER_MINUTE: LIMIT, TRUSTED_PROXIES: ['127.0.0.0/8'] }),
    );
    const get = (path: string, caller: AuthUser) => service.request().get(path).set('Authorization', bearer(caller));

    it('rejects what is beyond, over all routes and tokens of a person, and says when to come again', async () => {
      const caller = person();
      const statuses: number[] = [];
      for (const path of ['/v1/learning/info', '/v1/learning/runs', '/v1/learning/runs?limit=x']) {
        statuses.push((await get(path, caller)).status, (await get(path, caller)).status);
      }
      expect(statuses).toEqual([200, 200, 200, 200, 400, 429]);

      const rejected = await get('/v1/learning/info', { ...caller, role: 'admin' });
      expect(rejected.status).toBe(429);
      expect(rejected.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(rejected.body).toMatchObject({ status: 429, type: '/docs/problems#too-many-requests' });
      expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(rejected.headers['retry-after'])).toBeLessThanOrEqual(60);
    });

    it('counts each person apart, and tells what is left', async () => {
      const first = await get('/v1/learning/info', person());
      const other = await get('/v1/learning/info', person());

      for (const { headers } of [first, other]) {
        expect(headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
      }
    });

    it('computes nothing for a request that it rejects', async () => {
      const caller = person();
      for (let i = 0; i < LIMIT; i += 1) await get('/v1/learning/info', caller);
      const body = { input: {} };
      const rejected = await service
        .request()
        .post('/v1/learning/mastery')
        .set('Authorization', bearer(caller))
        .send(body);
      const runs = await get('/v1/learning/runs?user_id=' + caller.userId, { ...person(), role: 'admin' });

      expect(rejected.status).toBe(429);
      expect(runs.body).toMatchObject({ runs: [] });
    });

    /** What is answered to a request, asked once more often than the limit lets it. */
    async function asked(path: string, headers: Record<string, string>, method: 'get' | 'put' = 'get') {
      const answers = [];
      for (let i = 0; i <= LIMIT; i += 1) answers.push(await service.request()[method](path).set(headers));
      expect(answers.at(-1)!.headers['retry-after']).toMatch(/^\d+$/);
      expect(answers[0]!.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
      return answers.map(({ status }) => status);
    }
    const many = (status: number) => [...new Array<number>(LIMIT).fill(status), 429];

    it('counts what is rejected for a user, also with a token that was never seen before', async () => {
      const as = (caller: AuthUser) => ({ Authorization: bearer(caller) });
      expect(await asked('/v1/learning/activations', as(person()))).toEqual(many(403));
      expect(await asked('/v1/learning/nowhere/at/all', as(person()))).toEqual(many(404));
      expect(await asked('/v1/learning/info', as(person()), 'put')).toEqual(many(405));
      expect(await asked('/v1/learning/info', { ...as(person()), Accept: 'text/html' })).toEqual(many(406));

      const caller = person();
      expect(await asked('/v1/learning/%61ctivations', as(caller))).toEqual(many(400));
      expect((await get('/v1/learning/info', caller)).status).toBe(429);
    });

    it('counts strangers by their address as the proxy says it, and no one else with them', async () => {
      const from = (address: string) => ({ 'X-Forwarded-For': `198.51.100.1, ${address}` });
      const wrong = { Authorization: 'Bearer x' };
      expect(await asked('/v1/learning/info', from('203.0.113.1'))).toEqual(many(401));
      expect(await asked('/v1/learning/info', { ...from('203.0.113.2:4711'), ...wrong })).toEqual(many(401));
      expect(await asked('/nowhere', from('2001:db8::1'))).toEqual(many(404));
      expect(await asked('/v1/learning/info', from('2001:db8:0:1::1'), 'put')).toEqual(many(405));

      const status = async (headers: Record<string, string>, path = '/v1/learning/info') =>
        (await service.request().get(path).set(headers)).status;
      expect(await status(from('203.0.113.1'), '/nowhere')).toBe(429);
      expect(await status(from('203.0.113.2'))).toBe(429);
      expect(await status(from('2001:db8::ffff'))).toBe(429);
      expect(await status(from('203.0.113.3'))).toBe(401);
      expect(await status({ ...from('203.0.113.1'), Authorization: bearer(person()) })).toBe(200);
    });

    it('is not for what needs no token', async () => {
      for (let i = 0; i < 2 * LIMIT; i += 1) {
        for (const path of ['/health/live', '/health/ready', '/docs/openapi.json']) {
          expect((await service.request().get(path)).status).toBe(200);
        }
      }
    });
  });

  describe('by default', () => {
    const service = useService();

    it('is off', async () => {
      const { headers } = await service.request().get('/v1/learning/info').set('Authorization', bearer());
      expect(Object.keys(headers as object).filter((name) => /ratelimit/.test(name))).toEqual([]);
    });
  });
});
