import { type AlgoStatus, type JsonObject } from '../learning-engine/index.js';

/** Body of `GET /v1/learning/info`. */
export interface InfoResponse {
  algorithms: AlgorithmInfoResponse[];
}

export interface AlgorithmInfoResponse {
  algo_key: string;
  active_version: string | null;
  status: AlgoStatus | null;
  active_params: JsonObject | null;
  /** ISO-8601, UTC, with `Z`. */
  updated_at: string | null;
}
