import { type Response } from 'supertest';
import { Env } from '../../src/config/env.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';

const PAGE = 'https://learn.example.org';
const INFO = '/v1/learning/info';

const corsOf = ({ headers }: Response): string[] =>
  Object.keys(headers as object).filter((name) => name.startsWith('access-control-'));

describe('pages of other origins', () => {
  describe('by default', () => {
    const service = useService();

    it('are told nothing', async () => {
      const preflight = await service
        .request()
        .options(INFO)
        .set({ Origin: PAGE, 'Access-Control-Request-Method': 'GET' });
      const answer = await service.request().get(INFO).set({ Origin: PAGE, Authorization: bearer() });

      expect([preflight.status, answer.status]).toEqual([405, 200]);
      expect([...corsOf(preflight), ...corsOf(answer)]).toEqual([]);
    });
  });

  describe('of CORS_ORIGINS', () => {
    const service = useService(Object.assign(new Env(), testEnv, { CORS_ORIGINS: [PAGE, 'http://localhost:4200'] }));

    it('may send tokens and JSON, and read what they need of the answer', async () => {
      const preflight = await service
        .request()
        .options('/v1/learning/mastery')
        .set({ Origin: PAGE, 'Access-Control-Request-Method': 'POST' })
        .set('Access-Control-Request-Headers', 'authorization,content-type');
      expect(preflight.status).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': PAGE,
        'access-control-allow-methods': 'GET,POST,PUT,DELETE',
        vary: expect.stringContaining('Origin') as string,
      });
      expect(preflight.headers['access-control-allow-headers']).toMatch(/^Authorization,Content-Type,/);
      expect(corsOf(preflight)).not.toContain('access-control-allow-credentials');

      const answer = await service.request().get(INFO).set({ Origin: PAGE, Authorization: bearer() });
      expect(answer.headers['access-control-allow-origin']).toBe(PAGE);
      expect(answer.headers['access-control-expose-headers']).toContain('x-request-id');
    });

    it('make no other OPTIONS known', async () => {
      for (const headers of [{}, { Origin: PAGE }, { 'Access-Control-Request-Method': 'GET' }]) {
        const { status, headers: answered } = await service.request().options(INFO).set(headers);
        expect([status, answered.allow]).toEqual([405, 'GET, HEAD']);
      }
    });

    it('can read refusals, too', async () => {
      const refusal = await service.request().get(INFO).set('Origin', PAGE);

      expect(refusal.status).toBe(401);
      expect(refusal.headers['access-control-allow-origin']).toBe(PAGE);
    });

    it('are the only ones', async () => {
      for (const origin of ['https://example.org', `${PAGE}.evil.example`, 'null', PAGE.toUpperCase()]) {
        const answer = await service.request().get(INFO).set({ Origin: origin, Authorization: bearer() });
        expect([origin, answer.headers['access-control-allow-origin']]).toEqual([origin, undefined]);
      }
    });
  });

  describe('of any origin', () => {
    const service = useService(Object.assign(new Env(), testEnv, { CORS_ORIGINS: ['*'] }));

    it('may call, where that is configured', async () => {
      const answer = await service.request().get(INFO).set({ Origin: PAGE, Authorization: bearer() });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    });
  });
});
