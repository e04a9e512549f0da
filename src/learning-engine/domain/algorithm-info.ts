import { type AlgoStatus } from './algo-status.js';
import { type JsonObject } from '../json/json.js';

/** The active version of one key. All but the key is null when there is none. */
export interface AlgorithmInfo {
  readonly algoKey: string;
  readonly activeVersion: string | null;
  readonly status: AlgoStatus | null;
  readonly activeParams: JsonObject | null;
  /** When what is shown last changed, on the database's clock. */
  readonly updatedAt: Date | null;
}
