import { randomUUID } from 'node:crypto';
import { ParamsService, RegistryService } from '../../src/learning-engine/index.js';
import { type InfoResponse } from '../../src/learning/responses/info.response.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { bearer, useService } from '../support/use-service.js';

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

  it('is refused without a token', async () => {
    const response = await get().expect(401).expect('WWW-Authenticate', 'Bearer');

    expect(response.body).toEqual({
      type: '/docs/problems#unauthorized',
      title: 'A valid bearer token is required.',
      status: 401,
      instance: '/v1/learning/info',
      request_id: response.headers['x-request-id'],
    });
  });
});
