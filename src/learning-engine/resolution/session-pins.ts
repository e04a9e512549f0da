import { type DataSource, QueryFailedError } from 'typeorm';
import { type EngineConnections } from '../database/connections/engine-connections.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { entityOf, type JsonRow } from '../database/entities/entity-of.js';
import { rejectOtherContent } from '../database/entities/intact-params.js';
import { BREAK_PINS } from '../domain/activation-flags.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { type ActivePair } from './active-pairs.js';

/** By what a session runs, by ids in the activation log. */
interface Pin {
  /** The entry whose pair it runs by. */
  activationId: string;
  /** The last one of the key at that moment. */
  activeActivationId: string;
}

/** What is to be run; in a session that is pinned, by what. */
export interface ResolvedPair extends ActivePair {
  readonly pin?: Pin;
}

/** What the code of this process knows of a key, by names of versions. */
interface KnownVersions {
  runnable: readonly string[];
  stubs: readonly string[];
}

interface PinRow {
  activationId: string | null;
  activeActivationId: string;
  hasPair: boolean;
  /** The last one. */
  isRunnable: boolean;
  version: JsonRow | null;
  params: JsonRow | null;
}

/** Whether the pin `p` is to one of the versions $4. */
const IS_OF_STUB = `EXISTS (
      SELECT FROM algo_activations a JOIN algo_versions v ON v.id = a.algo_version_id
      WHERE a.id = p.activation_id AND v.version = ANY ($4::text[]))`;

/**
 * $1 session, $2 key, $3 versions that run, $4 stubs. A pin that is there and not broken counts, unless it is to a stub; otherwise the
 * last entry becomes it if its version runs here: what computes nothing pins no session. No row for a key without entries.
 * Another call of the session may have pinned it after this statement began: then `activationId` is null although there is a pair, and
 * the next statement sees it.
 */
const PIN = `
  WITH last AS (
    SELECT a.id, a.params_id, coalesce(v.version = ANY ($3::text[]), false) AS is_runnable
    FROM algo_activations a LEFT JOIN algo_versions v ON v.id = a.algo_version_id
    WHERE a.algo_key = $2 ORDER BY a.id DESC LIMIT 1
  ), broken AS (
    SELECT coalesce(max(id), 0) AS before FROM algo_activations WHERE algo_key = $2 AND '${BREAK_PINS}' = ANY (flags)
  ), kept AS (
    SELECT p.activation_id FROM session_pins p, broken
    WHERE p.session_id = $1::uuid AND p.algo_key = $2 AND p.activation_id >= broken.before AND NOT ${IS_OF_STUB}
  ), pinned AS (
    INSERT INTO session_pins AS p (session_id, algo_key, activation_id)
    SELECT $1::uuid, $2, id FROM last WHERE params_id IS NOT NULL AND is_runnable AND NOT EXISTS (SELECT FROM kept)
    ON CONFLICT ON CONSTRAINT pk_session_pins DO UPDATE SET activation_id = excluded.activation_id, pinned_at = clock_timestamp()
      WHERE p.activation_id < (SELECT before FROM broken) OR ${IS_OF_STUB}
    RETURNING p.activation_id
  )
  SELECT pin.activation_id::text AS "activationId", last.id::text AS "activeActivationId", last.params_id IS NOT NULL AS "hasPair",
    last.is_runnable AS "isRunnable", to_json(v) AS version, to_json(s) AS params
  FROM last LEFT JOIN (SELECT activation_id FROM kept UNION ALL SELECT activation_id FROM pinned) AS pin ON true
  LEFT JOIN algo_activations a ON a.id = coalesce(pin.activation_id, last.id)
  LEFT JOIN algo_versions v ON v.id = a.algo_version_id LEFT JOIN algo_params s ON s.id = a.params_id`;

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * The pair of a session. The first call in it decides, of however many at once, and asks the database: what was activated before the
 * call is seen, whatever this process has cached. What this process cannot run pins nothing: then it is the active pair, without a pin.
 *
 * @param dataSource knows the entities
 * @returns null where nothing is active; undefined where the host knows no such session
 * @throws ParamsChecksumError
 */
export async function readSessionPair(
  dataSource: DataSource,
  connections: EngineConnections,
  sessionId: string,
  algoKey: string,
  { runnable, stubs }: KnownVersions,
): Promise<ResolvedPair | null | undefined> {
  for (;;) {
    const rows = await connections.write<PinRow[]>(PIN, [sessionId, algoKey, runnable, stubs]).catch(unlessUnknown);
    if (!rows) return undefined;
    const [row] = rows;
    if (!row || (row.activationId === null && !row.hasPair)) return null;
    if (row.activationId === null && row.isRunnable) continue;
    const params = entityOf(dataSource, AlgoParams, row.params!);
    rejectOtherContent(params);
    const pair = deepFreeze({ version: entityOf(dataSource, AlgoVersion, row.version!), params });
    const { activationId, activeActivationId } = row;
    return activationId === null ? pair : { ...pair, pin: { activationId, activeActivationId } };
  }
}

function unlessUnknown(error: unknown): undefined {
  const isUnknown =
    error instanceof QueryFailedError && (error.driverError as { code?: string }).code === FOREIGN_KEY_VIOLATION;
  if (!isUnknown) throw error;
}
