import { type ComparedShadowResponse, type ShadowResponse, type ShadowsResponse } from 'learning-engine/http';
import { until } from '../support/database/embedded-child.js';
import { INPUT } from '../support/http/route-bodies.js';
import { someUser } from '../support/http/use-service.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';

const API = '/v1/learning';
const reason = 'Before the new term';
const RUNS = 5;

describe('shadows of two schools', () => {
  const service = useTenants(['alpha', 'beta']);
  const send = async <T>(tenant: string, path: string, body: object, caller?: typeof someUser): Promise<T> => {
    const asked = { method: 'POST', body: JSON.stringify(body) };
    const { status, text } = await service.ask(bearerOf(tenant, caller), `${API}/${path}`, asked);
    expect([path, status < 300 || text]).toEqual([path, true]);
    return JSON.parse(text) as T;
  };
  const read = async <T>(tenant: string, path: string) =>
    JSON.parse((await service.ask(bearerOf(tenant), `${API}/${path}`)).text) as T;
  const SHADOWS = 'algorithms/mastery/shadows';

  it('compute and count the runs of their own school alone', async () => {
    for (const tenant of ['alpha', 'beta']) {
      await send(tenant, 'algorithms/mastery/versions/v1/activate', { reason });
    }
    const set = { params: { p_init: 0.55 } };
    const { id: params_id } = await send<{ id: string }>('alpha', 'algorithms/mastery/versions/v1/params', set);
    const asked = { version: 'v1', params_id, percent: 100, budget: 100, reason };
    const { id } = await send<ShadowResponse>('alpha', SHADOWS, asked);
    for (let n = 0; n < RUNS; n += 1) {
      for (const tenant of ['beta', 'alpha']) await send(tenant, 'mastery', { input: INPUT }, someUser);
    }

    const { runs } = await until(async () => {
      const shadow = await read<ComparedShadowResponse>('alpha', `${SHADOWS}/${id}`);
      return shadow.runs.succeeded === RUNS && shadow;
    });
    expect(runs).toEqual({ started: RUNS, succeeded: RUNS, failed: 0, failures: {}, dropped: 0 });
    expect((await read<ShadowsResponse>('beta', SHADOWS)).shadows).toEqual([]);
    expect((await service.ask(bearerOf('beta'), `${API}/${SHADOWS}/${id}`)).status).toBe(404);
    const purposes = async (tenant: string) =>
      (await service.rowsOf(tenant)).query<object[]>(
        'SELECT purpose, count(*)::int AS runs FROM algo_runs GROUP BY purpose ORDER BY purpose',
      );
    const ofLive = { purpose: 'live', runs: RUNS };
    expect(await purposes('alpha')).toEqual([ofLive, { purpose: 'shadow', runs: RUNS }]);
    expect(await purposes('beta')).toEqual([ofLive]);
  });
});
