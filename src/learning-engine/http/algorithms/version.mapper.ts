import { type AuthUser } from '../access/auth-user.js';
import { type VersionContract } from '../../execution/execution.js';
import { type VersionDetails, type VersionView } from '../../registry/registry-queries.js';
import { type AlgoParams } from '../../database/entities/algo-params.entity.js';
import { paramsView, versionView } from '../../registry/registry-views.js';
import { type AlgorithmResponse, type ParamsResponse, type VersionDetailsResponse } from './version.response.js';

/** Who created a set is for administrators. */
export function toParamsResponse(params: AlgoParams, { role }: AuthUser): ParamsResponse {
  const { created_by_user_id, ...shown } = paramsView(params);
  return { ...shown, ...(role === 'admin' && { created_by_user_id }) };
}

export const toVersionDetailsResponse = (
  details: VersionDetails,
  contract: VersionContract | null,
  caller: AuthUser,
): VersionDetailsResponse => ({
  ...versionView(details),
  contract,
  params_sets: details.params.map((params) => toParamsResponse(params, caller)),
});

/** Versions in the order of their keys, gathered by key. */
export function toAlgorithms(versions: readonly VersionView[]): AlgorithmResponse[] {
  const algorithms = new Map<string, AlgorithmResponse>();
  for (const view of versions) {
    const algo_key = view.version.algoKey;
    if (!algorithms.has(algo_key)) algorithms.set(algo_key, { algo_key, versions: [] });
    algorithms.get(algo_key)!.versions.push(versionView(view));
  }
  return [...algorithms.values()];
}
