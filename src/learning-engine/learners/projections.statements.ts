import { type JsonObject } from '../json/json.js';
import { activeSet, CALIBRATION, SKILL_MAP } from './sets/set-kind.js';

/** A projection, as the database has it. */
export interface ProjectionRow {
  id: string;
  algoKey: string;
  version: string;
  versionId: string;
  paramsId: string;
  params: JsonObject;
  checksum: string;
  calibrationId: string | null;
  skillMapId: string | null;
  foldRevision: number;
  /** Whether what makes it, but for the revision of the fold, was last found to be active for its key. */
  isLastActive: boolean;
  /** Whether it is not to be kept any more. */
  isSurplus: boolean;
}

/** What makes a projection, beside the revision of the fold. */
const MAKING = 'algo_version_id, params_id, calibration_id, skill_map_id';
const sameMaking = (one: string, other: string) =>
  MAKING.split(', ')
    .map((column) => `${one}.${column} IS NOT DISTINCT FROM ${other}.${column}`)
    .join(' AND ');

/** Whether version, parameters, calibration and skill map are the active ones. */
export const isActiveProjection = (projection: string, version: string, params: string): string =>
  `(${version}.status = 'ACTIVE' AND ${params}.is_active
    AND ${projection}.calibration_id IS NOT DISTINCT FROM ${activeSet(CALIBRATION)}
    AND ${projection}.skill_map_id IS NOT DISTINCT FROM ${activeSet(SKILL_MAP)})`;

/**
 * What is not active, that first that was active or opened last. What was opened since another one became active, and was never
 * active itself, is left out: it is for the next change.
 */
const RANKED = `
  SELECT ${MAKING}, row_number() OVER (PARTITION BY algo_key ORDER BY last DESC) AS rank FROM (
    SELECT v.algo_key, p.algo_version_id, p.params_id, p.calibration_id, p.skill_map_id,
      max(coalesce(p.active_at, p.created_at)) AS last
    FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_params s ON s.id = p.params_id
    WHERE p.status <> 'RETIRED' AND NOT ${isActiveProjection('p', 'v', 's')}
    GROUP BY v.algo_key, p.algo_version_id, p.params_id, p.calibration_id, p.skill_map_id
  ) AS made
  WHERE last < (SELECT max(p.active_at) FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id
    WHERE v.algo_key = made.algo_key)`;

/** Which sets are active. */
export const ACTIVE_SETS = `
  SELECT ${activeSet(CALIBRATION)} AS "calibrationId", ${activeSet(SKILL_MAP)} AS "skillMapId"`;

/** Which sets are active, and a projection that is kept up to date; without one, `id` is null. */
export type LiveRow = { activeCalibrationId: string | null; activeSkillMapId: string | null } & (
  ProjectionRow | { id: null }
);

/** $1 how many of a key are kept beside the active one. At least one row. */
export const LIVE_PROJECTIONS = `
  SELECT ${activeSet(CALIBRATION)} AS "activeCalibrationId", ${activeSet(SKILL_MAP)} AS "activeSkillMapId", live.*
  FROM (SELECT 1) AS one LEFT JOIN (
    SELECT p.id, v.algo_key AS "algoKey", v.version, v.id AS "versionId", s.id AS "paramsId", s.params_json AS params, s.checksum,
      p.calibration_id AS "calibrationId", p.skill_map_id AS "skillMapId", p.fold_revision AS "foldRevision", p.created_at,
      coalesce(max(p.active_at) OVER (PARTITION BY v.id, s.id, p.calibration_id, p.skill_map_id)
        = max(p.active_at) OVER (PARTITION BY v.algo_key), false) AS "isLastActive",
      coalesce(ranked.rank > $1, false) AS "isSurplus"
    FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_params s ON s.id = p.params_id
    LEFT JOIN (${RANKED}) AS ranked ON ${sameMaking('ranked', 'p')}
    WHERE p.status <> 'RETIRED'
  ) AS live ON true
  ORDER BY live."algoKey" COLLATE "C", live.created_at, live.id`;

/** $1 version, $2 parameter set, $3 calibration, $4 skill map, $5 revision of the fold. A row where there was none. */
export const OPEN_PROJECTION = `
  INSERT INTO projections (${MAKING}, fold_revision) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (${MAKING}, fold_revision) WHERE status <> 'RETIRED' DO NOTHING
  RETURNING id`;

const IDENTITY = `algo_version_id = $1 AND params_id = $2 AND calibration_id IS NOT DISTINCT FROM $3
    AND skill_map_id IS NOT DISTINCT FROM $4 AND fold_revision = $5`;

/** As OPEN_PROJECTION. It was found to be the active one of its key. */
export const MARK_ACTIVE = `
  UPDATE projections SET active_at = clock_timestamp() WHERE ${IDENTITY} AND status <> 'RETIRED'`;

/** $1 how many of a key are kept beside the active one. A row for each projection that is not kept any more. */
export const RETIRE_PROJECTIONS = `
  WITH retired AS (
    UPDATE projections p SET status = 'RETIRED', ready_at = NULL FROM (${RANKED}) AS ranked
    WHERE ranked.rank > $1 AND ${sameMaking('p', 'ranked')} AND p.status <> 'RETIRED'
    RETURNING p.id
  )
  SELECT id FROM retired`;

/** $1 projection. A row where it was not RETIRED before. */
export const RETIRE_PROJECTION = `
  WITH retired AS (
    UPDATE projections SET status = 'RETIRED', ready_at = NULL WHERE id = $1 AND status <> 'RETIRED' RETURNING id
  )
  SELECT id FROM retired`;
