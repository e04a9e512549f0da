import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ALGO_KEYS } from '../contracts/algo-key.js';
import { type AlgoStatus } from '../contracts/algo-status.js';
import { type JsonObject } from '../contracts/json.js';
import { askDatabase } from '../errors/ask-database.js';
import { checkInstant } from '../errors/input.errors.js';
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
const KEYS = `(SELECT unnest($1::text[]) AS algo_key UNION SELECT algo_key FROM algo_versions) AS keys`;
const IN_ORDER = `ORDER BY array_position($1::text[], keys.algo_key), keys.algo_key COLLATE "C"`;

const INFO_NOW = `
  SELECT keys.algo_key AS "algoKey", version.version AS "activeVersion", version.status,
         params.params_json AS "activeParams", entry.activated_at AS "updatedAt"
  FROM ${KEYS}
  LEFT JOIN algo_versions AS version ON version.algo_key = keys.algo_key AND version.status = 'ACTIVE'
  LEFT JOIN algo_params AS params ON params.algo_version_id = version.id AND params.is_active
  LEFT JOIN LATERAL (
    SELECT activated_at FROM algo_activations WHERE algo_key = keys.algo_key ORDER BY id DESC LIMIT 1
  ) AS entry ON true
  ${IN_ORDER}`;

/** $2: the instant. What was live then was ACTIVE then, whatever it is now. */
const INFO_AS_OF = `
  SELECT keys.algo_key AS "algoKey", version.version AS "activeVersion",
         CASE WHEN version.id IS NOT NULL THEN 'ACTIVE' END AS status,
         params.params_json AS "activeParams", entry.activated_at AS "updatedAt"
  FROM ${KEYS}
  LEFT JOIN LATERAL (
    SELECT algo_version_id, params_id, activated_at FROM algo_activations
    WHERE algo_key = keys.algo_key AND date_trunc('milliseconds', activated_at) <= $2 ORDER BY id DESC LIMIT 1
  ) AS entry ON true
  LEFT JOIN algo_versions AS version ON version.id = entry.algo_version_id
  LEFT JOIN algo_params AS params ON params.id = entry.params_id
  ${IN_ORDER}`;

/** The read model behind the info endpoint. */
@Injectable()
export class InfoService {
  constructor(@Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /**
   * What is live for each key, read by one statement: the five built-in keys, then the host's by name.
   *
   * @param options.asOf what was live at this instant instead, read from the ledger
   * @throws InvalidArgumentError when it is no valid Date
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async getInfo({ asOf }: { asOf?: Date } = {}): Promise<AlgorithmInfo[]> {
    const instant = asOf === undefined ? undefined : checkInstant('asOf', asOf);
    return askDatabase(() =>
      instant === undefined
        ? this.dataSource.query<AlgorithmInfo[]>(INFO_NOW, [ALGO_KEYS])
        : this.dataSource.query<AlgorithmInfo[]>(INFO_AS_OF, [ALGO_KEYS, instant]),
    );
  }
}
