import { randomUUID } from 'node:crypto';
import { type Caller } from '../../src/auth/caller.js';
import { Env } from '../../src/config/env.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

const LIMIT = 5;
const person = (): Caller => ({ userId: randomUUID(), role: 'user' });

describe('the rate limit', () => {
  describe('of a few requests per minute', () => {
    const service = useService(Object.assign(new Env(), testEnv, { RATE_LIMIT_PER_MINUTE: LIMIT }));
    const get = (path: string, caller: Caller) => service.request().get(path).set('Authorization', bearer(caller));

    it('refuses what is beyond, over all routes and tokens of a person, and says when to come again', async () => {
      const caller = person();
      const statuses: number[] = [];
      for (const path of ['/v1/learning/info', '/v1/learning/runs', '/v1/learning/runs?limit=x']) {
        statuses.push((await get(path, caller)).status, (await get(path, caller)).status);
      }
      expect(statuses).toEqual([200, 200, 200, 200, 400, 429]);

      const refused = await get('/v1/learning/info', { ...caller, role: 'admin' });
      expect(refused.status).toBe(429);
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(refused.body).toMatchObject({ status: 429, type: '/docs/problems#too-many-requests' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    });

    it('counts each person apart, and tells what is left', async () => {
      const first = await get('/v1/learning/info', person());
      const other = await get('/v1/learning/info', person());

      for (const { headers } of [first, other]) {
        expect(headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
      }
    });

    it('computes nothing for a request that it refuses', async () => {
      const caller = person();
      for (let i = 0; i < LIMIT; i += 1) await get('/v1/learning/info', caller);
      const body = { input: {} };
      const refused = await service
        .request()
        .post('/v1/learning/mastery')
        .set('Authorization', bearer(caller))
        .send(body);
      const runs = await get('/v1/learning/runs?user_id=' + caller.userId, { ...person(), role: 'admin' });

      expect(refused.status).toBe(429);
      expect(runs.body).toMatchObject({ runs: [] });
    });

    it('is not for what needs no token, nor for those who have none', async () => {
      for (let i = 0; i < 2 * LIMIT; i += 1) {
        expect((await service.request().get('/health/live')).status).toBe(200);
        expect((await service.request().get('/v1/learning/info')).status).toBe(401);
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
