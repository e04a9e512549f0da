import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ALGO_KEYS } from '../contracts/algo-key.js';
import { type AlgoStatus } from '../contracts/algo-status.js';
import { type JsonObject } from '../contracts/json.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';

/** What is live for one key. All but the key is null when nothing is. */
export interface AlgorithmInfo {
  algoKey: string;
  activeVersion: string | null;
  status: AlgoStatus | null;
  activeParams: JsonObject | null;
  /** When what is shown last changed, on the database's clock. */
  updatedAt: Date | null;
}

/** $1: the built-in keys. They come first, in their own order, then every other key of the registry by name. */
const INFO = `
  SELECT keys.algo_key AS "algoKey", version.version AS "activeVersion", version.status,
         params.params_json AS "activeParams", greatest(version.updated_at, params.updated_at) AS "updatedAt"
  FROM (SELECT unnest($1::text[]) AS algo_key UNION SELECT algo_key FROM algo_versions) AS keys
  LEFT JOIN algo_versions AS version ON version.algo_key = keys.algo_key AND version.status = 'ACTIVE'
  LEFT JOIN algo_params AS params ON params.algo_version_id = version.id AND params.is_active
  ORDER BY array_position($1::text[], keys.algo_key), keys.algo_key COLLATE "C"`;

/** The read model behind the info endpoint. */
@Injectable()
export class InfoService {
  constructor(@Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** What is live for each key, read by one statement: the five built-in keys, then the host's by name. */
  getInfo(): Promise<AlgorithmInfo[]> {
    return this.dataSource.query<AlgorithmInfo[]>(INFO, [ALGO_KEYS]);
  }
}
