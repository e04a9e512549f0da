import { type AlgoParams } from '../database/entities/algo-params.entity.js';

/** A parameter set, named as the HTTP API names it. */
export const paramsView = (params: AlgoParams) => ({
  id: params.id,
  is_active: params.isActive,
  params: params.paramsJson,
  checksum: params.checksum,
  created_by_user_id: params.createdByUserId,
  created_at: params.createdAt,
});
