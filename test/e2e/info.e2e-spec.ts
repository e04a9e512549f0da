import { randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { ParamsService, RegistryService } from '../../src/learning-engine/index.js';
import { type InfoResponse } from '../../src/learning/responses/info.response.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { bearer, testEnv, useService } from '../support/use-service.js';

describe('GET /v1/learning/info', () => {
  const service = useService();
  const get = (authorization?: string) => {
    const request = service.request().get('/v1/learning/info');
    return authorization === undefined ? request : request.set('Authorization', authorization);
  };

  it("answers the specification's body for all five algorithms, in its order", async () => {
    const response = await get(bearer())
      .expect(200)
      .expect('Content-Type', /^application\/json/);

    expect(response.body).toEqual({
      algorithms: specV0.map(({ algo_key, params }) => ({
        algo_key,
        active_version: 'v0',
        status: 'ACTIVE',
        active_params: params,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as string,
      })),
    });
  });

  it('answers any authenticated user', async () => {
    await get(bearer({ userId: randomUUID(), role: 'user' })).expect(200);
    await get(bearer({ userId: randomUUID(), role: 'admin' })).expect(200);
  });

  it('shows a new active params set, and when it became active', async () => {
    const infoOf = async () => ((await get(bearer())).body as InfoResponse).algorithms[0]!;
    const before = await infoOf();
    const registry = service.app.get(RegistryService);
    const live = (await registry.resolveActive('mastery'))!;
    const tuned = await service.app.get(ParamsService).createParams(live.version.id, { threshold: 0.8 });
    await registry.activateParams(tuned.id);

    const after = await infoOf();
    expect(after.active_params).toEqual({ threshold: 0.8, decay_factor: 0.95, min_attempts: 5 });
    expect(Date.parse(after.updated_at!)).toBeGreaterThan(Date.parse(before.updated_at!));
  });

  it('does not say what serves it', async () => {
    expect((await get(bearer())).headers).not.toHaveProperty('x-powered-by');
  });

  describe('refuses with 401', () => {
    const claims = { sub: randomUUID(), iss: testEnv.JWT_ISSUER, aud: testEnv.JWT_AUDIENCE, role: 'admin' };
    const signed = (payload: object, options: { secret?: string; algorithm?: 'HS256' | 'HS384' } = {}) =>
      `Bearer ${new JwtService().sign(payload, { secret: testEnv.JWT_SECRET, algorithm: 'HS256', ...options })}`;
    const soon = () => Math.floor(Date.now() / 1000) + 60;
    const unsigned = (payload: object) =>
      `Bearer ${[{ alg: 'none', typ: 'JWT' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

    it('accepts the claims that the cases below spoil', async () => {
      await get(signed({ ...claims, exp: soon() })).expect(200);
    });

    it.each<[string, () => string | undefined]>([
      ['no token', () => undefined],
      ['an empty header', () => ''],
      ['another scheme', () => 'Basic dXNlcjpwYXNz'],
      ['no token after the scheme', () => 'Bearer '],
      ['nonsense', () => 'Bearer abc.def.ghi'],
      ['another key', () => signed({ ...claims, exp: soon() }, { secret: 'another secret, 32 bytes or more of it' })],
      ['another algorithm', () => signed({ ...claims, exp: soon() }, { algorithm: 'HS384' })],
      ['no signature', () => unsigned({ ...claims, exp: soon() })],
      ['an expired token', () => signed({ ...claims, exp: soon() - 3600 })],
      ['no exp', () => signed(claims)],
      ['another issuer', () => signed({ ...claims, iss: 'someone', exp: soon() })],
      ['another audience', () => signed({ ...claims, aud: 'something', exp: soon() })],
      ['no sub', () => signed({ ...claims, sub: undefined, exp: soon() })],
      ['a sub that is no UUID', () => signed({ ...claims, sub: 'admin', exp: soon() })],
    ])('%s', async (_name, authorization) => {
      const response = await get(authorization()).expect(401).expect('WWW-Authenticate', 'Bearer');

      expect(response.body).toEqual({
        type: '/docs/problems#unauthorized',
        title: 'A valid bearer token is required.',
        status: 401,
        instance: '/v1/learning/info',
        request_id: response.headers['x-request-id'],
      });
    });

    it('a token in the query', async () => {
      await service
        .request()
        .get(`/v1/learning/info?access_token=${bearer().slice('Bearer '.length)}`)
        .expect(401);
    });
  });
});
