import { memoizeByObject } from '../memoize-by-object.js';
import { type AlgorithmInfo } from '../../domain/algorithm-info.js';
import { type InfoResponse } from './info.response.js';

export const toInfoResponse = memoizeByObject((algorithms: readonly AlgorithmInfo[]): InfoResponse => ({
  algorithms: algorithms.map((info) => ({
    algo_key: info.algoKey,
    active_version: info.activeVersion,
    status: info.status,
    active_params: info.activeParams,
    updated_at: info.updatedAt?.toISOString() ?? null,
  })),
}));
