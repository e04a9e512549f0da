import { type ActivationRecord } from '../../registry/registry-queries.js';
import { type ActivationResponse } from './activation.response.js';

export const toActivationResponse = ({ activation, version }: ActivationRecord): ActivationResponse => ({
  id: activation.id,
  algo_key: activation.algoKey,
  kind: activation.kind,
  restores_id: activation.restoresId,
  version,
  params_id: activation.paramsId,
  actor_user_id: activation.actorUserId,
  reason: activation.reason,
  activated_at: activation.activatedAt.toISOString(),
});
