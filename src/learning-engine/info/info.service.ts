import { Injectable } from '@nestjs/common';
import { EngineScope } from '../database/engine-scope.js';
import { ALGO_KEYS } from '../domain/algo-key.js';
import { type AlgorithmInfo } from '../domain/algorithm-info.js';
import { storedInstant } from '../database/entities/stored-instant.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { checkInstant } from '../errors/input.errors.js';
import { ActiveVersionCache } from '../resolution/active-version-cache.js';

/** $1: the built-in keys, which come first. $2: the instant. What was active then had the status ACTIVE then, whatever it has now. */
const INFO_AS_OF = `
  SELECT keys.algo_key AS "algoKey", version.version AS "activeVersion",
         CASE WHEN version.id IS NOT NULL THEN 'ACTIVE' END AS status,
         params.params_json AS "activeParams", to_json(entry.activated_at) #>> '{}' AS "updatedAt"
  FROM (SELECT unnest($1::text[]) AS algo_key UNION SELECT algo_key FROM algo_versions) AS keys
  LEFT JOIN LATERAL (
    SELECT algo_version_id, params_id, activated_at FROM algo_activations
    WHERE algo_key = keys.algo_key AND date_trunc('milliseconds', activated_at) <= $2 ORDER BY id DESC LIMIT 1
  ) AS entry ON true
  LEFT JOIN algo_versions AS version ON version.id = entry.algo_version_id
  LEFT JOIN algo_params AS params ON params.id = entry.params_id
  ORDER BY array_position($1::text[], keys.algo_key), keys.algo_key COLLATE "C"`;

/** The read model behind the info endpoint. */
@Injectable()
export class InfoService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly cache: ActiveVersionCache,
  ) {}

  /**
   * The active version of each key at one moment: the five built-in keys, then the host's by name. As with
   * `RegistryService.resolveActive`, the process knows it: the answer is shared and frozen, the same object as long as
   * nothing was read anew, and at most `registry.maxAgeMs` behind the changes of other processes.
   *
   * @param options.asOf what was active at this instant instead, read from the activation log
   * @throws InvalidArgumentError when it is no valid Date
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async getInfo({ asOf }: { asOf?: Date } = {}): Promise<readonly AlgorithmInfo[]> {
    if (asOf === undefined) return (await this.cache.current()).info;
    const instant = checkInstant('asOf', asOf);
    const rows = await queryWithRetry(() =>
      this.scope.dataSource.query<AlgorithmInfo[]>(INFO_AS_OF, [ALGO_KEYS, instant]),
    );
    return rows.map((row) => ({ ...row, updatedAt: row.updatedAt === null ? null : storedInstant(row.updatedAt) }));
  }

  /** What `getInfo()` would answer without asking the database; undefined where it would have to ask. */
  getInfoInMemory(): readonly AlgorithmInfo[] | undefined {
    return this.cache.inMemory()?.info;
  }
}
