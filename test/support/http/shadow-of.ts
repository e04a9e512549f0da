import { type ShadowResponse, type ShadowsResponse } from 'learning-engine/http';
import { someAdmin, type useApi } from './api-client.js';
import { REASON, SHADOW } from './route-bodies.js';

/** A shadow that has ended. No other one computes then: there is one at a time. */
export async function endedShadow(api: ReturnType<typeof useApi>): Promise<string> {
  const path = 'algorithms/mastery/shadows';
  const end = (id: string) => api.post(`${path}/${id}/end`, REASON, someAdmin).expect(200);
  const { shadows } = (await api.get(`${path}?limit=1`, someAdmin).expect(200)).body as ShadowsResponse;
  for (const { id } of shadows) await end(id);
  const { id } = (await api.post(path, SHADOW, someAdmin).expect(201)).body as ShadowResponse;
  await end(id);
  return id;
}

/** A parameter set that an administrator made, and that computed beside the active one until they ended that. */
export async function shadowOf(api: ReturnType<typeof useApi>, userId: string): Promise<void> {
  const admin = { userId, role: 'admin' } as const;
  const params = { p_init: 0.3 + Math.random() / 10 };
  const made = await api.post('algorithms/mastery/versions/v1/params', { params }, admin).expect(201);
  const { id: params_id } = made.body as { id: string };
  const asked = { version: 'v1', params_id, percent: 1, budget: 1, reason: 'r' };
  const { id } = (await api.post('algorithms/mastery/shadows', asked, admin).expect(201)).body as ShadowResponse;
  await api.post(`algorithms/mastery/shadows/${id}/end`, { reason: 'r' }, admin).expect(200);
}
