import { type AlgoParams } from '../database/entities/algo-params.entity.js';
import { type ActivationRecord, type VersionView } from './registry-queries.js';

// What callers see of the registry, by the names of the columns: over HTTP and from the command line.

export const versionView = ({ version, isRegistered }: VersionView) => ({
  algo_key: version.algoKey,
  version: version.version,
  status: version.status,
  description: version.description,
  is_registered: isRegistered,
  created_at: version.createdAt.toISOString(),
  updated_at: version.updatedAt.toISOString(),
});

export const paramsView = (params: AlgoParams) => ({
  id: params.id,
  is_active: params.isActive,
  params: params.paramsJson,
  checksum: params.checksum,
  created_by_user_id: params.createdByUserId,
  created_at: params.createdAt.toISOString(),
});

export const activationView = ({ activation, version }: ActivationRecord) => ({
  id: activation.id,
  algo_key: activation.algoKey,
  version,
  params_id: activation.paramsId,
  kind: activation.kind,
  restores_id: activation.restoresId,
  actor_user_id: activation.actorUserId,
  reason: activation.reason,
  evidence: activation.evidence,
  flags: activation.flags,
  activated_at: activation.activatedAt.toISOString(),
});
