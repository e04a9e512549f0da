import { type DataSource } from 'typeorm';
import { type EngineConnections } from '../database/connections/engine-connections.js';
import { ALGO_KEYS } from '../domain/algo-key.js';
import { type AlgorithmInfo } from '../domain/algorithm-info.js';
import { isIntact } from '../database/entities/intact-params.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { storedInstant } from '../database/entities/stored-instant.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { entityOf, type JsonRow } from '../database/entities/entity-of.js';

/** A version and the parameters it runs with. */
export interface ActivePair {
  readonly version: Readonly<AlgoVersion>;
  readonly params: Readonly<AlgoParams>;
}

/** What was active at one moment, for all keys. Frozen in depth, because it is shared by all who ask. */
export interface ActivePairs {
  readonly pairs: ReadonlyMap<string, ActivePair>;
  /** By key: the id of the active set whose content is not what its checksum says. Such a pair is not among `pairs`. */
  readonly altered: ReadonlyMap<string, string>;
  /** The five built-in keys, then the host's by name. */
  readonly info: readonly AlgorithmInfo[];
}

interface ActiveRow {
  algoKey: string;
  version: JsonRow | null;
  params: JsonRow | null;
  /** In ISO form, whatever the DateStyle. */
  updatedAt: string | null;
}

/** $1: the built-in keys. They come first, in their own order, then every other key of the registry by name. */
const ACTIVE_PAIRS = `
  SELECT keys.algo_key AS "algoKey", to_json(active) AS version, to_json(params) AS params,
         to_json(entry.activated_at) #>> '{}' AS "updatedAt"
  FROM (SELECT unnest($1::text[]) AS algo_key UNION SELECT algo_key FROM algo_versions) AS keys
  LEFT JOIN algo_versions AS active ON active.algo_key = keys.algo_key AND active.status = 'ACTIVE'
  LEFT JOIN algo_params AS params ON params.algo_version_id = active.id AND params.is_active
  LEFT JOIN LATERAL (
    SELECT activated_at FROM algo_activations WHERE algo_key = keys.algo_key ORDER BY id DESC LIMIT 1
  ) AS entry ON true
  ORDER BY array_position($1::text[], keys.algo_key), keys.algo_key COLLATE "C"`;

/**
 * Reads the active versions by one statement: no version of one moment with the parameters of another.
 *
 * @param dataSource knows the entities
 */
export async function readActivePairs(dataSource: DataSource, connections: EngineConnections): Promise<ActivePairs> {
  const rows = await connections.query<ActiveRow[]>(ACTIVE_PAIRS, [ALGO_KEYS]);
  const pairs = new Map<string, ActivePair>();
  const altered = new Map<string, string>();
  const info = rows.map(({ algoKey, updatedAt, ...row }): AlgorithmInfo => {
    const version = row.version && entityOf(dataSource, AlgoVersion, row.version);
    const params = row.params && entityOf(dataSource, AlgoParams, row.params);
    const isUsable = params && isIntact(params);
    if (version && isUsable) pairs.set(algoKey, deepFreeze({ version, params }));
    else if (params) altered.set(algoKey, params.id);
    return {
      algoKey,
      activeVersion: version?.version ?? null,
      status: version?.status ?? null,
      activeParams: isUsable ? params.paramsJson : null,
      updatedAt: updatedAt === null ? null : storedInstant(updatedAt),
    };
  });
  return { pairs, altered, info: deepFreeze(info) };
}
