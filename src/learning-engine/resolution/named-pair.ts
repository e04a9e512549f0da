import { type DataSource } from 'typeorm';
import { type EngineConnections } from '../database/connections/engine-connections.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { entityOf, type JsonRow } from '../database/entities/entity-of.js';

/** A version, and the parameters that are active for it, if any. */
export interface NamedPair {
  version: AlgoVersion;
  params: AlgoParams | null;
}

/** $1 key, $2 name of the version. */
const NAMED = `
  SELECT to_json(named) AS version, to_json(params) AS params
  FROM algo_versions AS named
  LEFT JOIN algo_params AS params ON params.algo_version_id = named.id AND params.is_active
  WHERE named.algo_key = $1 AND named.version = $2`;

/**
 * Reads a version by its name, whatever its status, by one statement: both are of the same moment.
 *
 * @param dataSource knows the entities
 */
export async function readNamedPair(
  dataSource: DataSource,
  connections: EngineConnections,
  algoKey: string,
  version: string,
): Promise<NamedPair | undefined> {
  const [row] = await connections.query<{ version: JsonRow; params: JsonRow | null }[]>(NAMED, [algoKey, version]);
  return (
    row && {
      version: entityOf(dataSource, AlgoVersion, row.version),
      params: row.params && entityOf(dataSource, AlgoParams, row.params),
    }
  );
}
