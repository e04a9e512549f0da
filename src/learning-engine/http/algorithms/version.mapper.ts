import { type AuthUser } from '../access/auth-user.js';
import { type VersionContract } from '../../execution/execution.js';
import { type VersionDetails, type VersionView } from '../../registry/registry-queries.js';
import { type AlgoParams } from '../../database/entities/algo-params.entity.js';
import {
  type AlgorithmResponse,
  type ParamsResponse,
  type VersionDetailsResponse,
  type VersionResponse,
} from './version.response.js';

export const toVersionResponse = ({ version, isRegistered }: VersionView): VersionResponse => ({
  algo_key: version.algoKey,
  version: version.version,
  status: version.status,
  description: version.description,
  is_registered: isRegistered,
  created_at: version.createdAt.toISOString(),
  updated_at: version.updatedAt.toISOString(),
});

/** Who created a set is for administrators. */
export const toParamsResponse = (params: AlgoParams, { role }: AuthUser): ParamsResponse => ({
  id: params.id,
  params: params.paramsJson,
  checksum: params.checksum,
  is_active: params.isActive,
  created_at: params.createdAt.toISOString(),
  ...(role === 'admin' && { created_by_user_id: params.createdByUserId }),
});

export const toVersionDetailsResponse = (
  details: VersionDetails,
  contract: VersionContract | null,
  caller: AuthUser,
): VersionDetailsResponse => ({
  ...toVersionResponse(details),
  contract,
  params_sets: details.params.map((params) => toParamsResponse(params, caller)),
});

/** Versions in the order of their keys, gathered by key. */
export function toAlgorithms(versions: readonly VersionView[]): AlgorithmResponse[] {
  const algorithms = new Map<string, AlgorithmResponse>();
  for (const view of versions) {
    const algo_key = view.version.algoKey;
    if (!algorithms.has(algo_key)) algorithms.set(algo_key, { algo_key, versions: [] });
    algorithms.get(algo_key)!.versions.push(toVersionResponse(view));
  }
  return [...algorithms.values()];
}
