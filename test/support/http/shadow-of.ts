import { type ShadowResponse } from 'learning-engine/http';
import { type useApi } from './api-client.js';

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
