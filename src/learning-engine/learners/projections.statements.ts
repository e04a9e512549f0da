import { type JsonObject } from '../json/json.js';

/** A projection, as the database has it. */
export interface ProjectionRow {
  id: string;
  algoKey: string;
  version: string;
  versionId: string;
  paramsId: string;
  params: JsonObject;
  checksum: string;
  foldRevision: number;
  /** Whether it is not to be kept any more. */
  isSurplus: boolean;
}

/**
 * Pairs of version and parameters that are not active, those first that were active or opened last. Those that were opened since the
 * last activation of their key are left out: they are for the next one.
 */
const RANKED = `
  SELECT algo_version_id, params_id, row_number() OVER (PARTITION BY algo_key ORDER BY last DESC) AS rank FROM (
    SELECT v.algo_key, p.algo_version_id, p.params_id, greatest(max(p.created_at), (SELECT max(a.activated_at)
      FROM algo_activations a WHERE a.algo_version_id = p.algo_version_id AND a.params_id = p.params_id)) AS last
    FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_params s ON s.id = p.params_id
    WHERE p.status <> 'RETIRED' AND NOT (v.status = 'ACTIVE' AND s.is_active)
    GROUP BY v.algo_key, p.algo_version_id, p.params_id
  ) AS pair
  WHERE last < (SELECT max(activated_at) FROM algo_activations a WHERE a.algo_key = pair.algo_key)`;

/**
 * $1 how many pairs of a key are kept beside the active one. Those that are kept up to date. One with a calibration or a skill map is
 * from a release that has them.
 */
export const LIVE_PROJECTIONS = `
  SELECT p.id, v.algo_key AS "algoKey", v.version, v.id AS "versionId", s.id AS "paramsId", s.params_json AS params, s.checksum,
    p.fold_revision AS "foldRevision", coalesce(ranked.rank > $1, false) AS "isSurplus"
  FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_params s ON s.id = p.params_id
  LEFT JOIN (${RANKED}) AS ranked ON ranked.algo_version_id = v.id AND ranked.params_id = s.id
  WHERE p.status <> 'RETIRED' AND p.calibration_id IS NULL AND p.skill_map_id IS NULL
  ORDER BY v.algo_key COLLATE "C", p.created_at, p.id`;

/** $1 version, $2 parameter set, $3 revision of the fold. A row where there was none. */
export const OPEN_PROJECTION = `
  INSERT INTO projections (algo_version_id, params_id, fold_revision) VALUES ($1, $2, $3)
  ON CONFLICT (algo_version_id, params_id, calibration_id, skill_map_id, fold_revision) WHERE status <> 'RETIRED' DO NOTHING
  RETURNING id`;

/** $1 how many pairs of a key are kept beside the active one. A row for each projection that is not kept any more. */
export const RETIRE_PROJECTIONS = `
  WITH retired AS (
    UPDATE projections p SET status = 'RETIRED', ready_at = NULL FROM (${RANKED}) AS ranked
    WHERE ranked.rank > $1 AND p.algo_version_id = ranked.algo_version_id AND p.params_id = ranked.params_id
      AND p.status <> 'RETIRED'
    RETURNING p.id
  )
  SELECT id FROM retired`;

/** $1 projection. A row where it was not RETIRED before. */
export const RETIRE_PROJECTION = `
  WITH retired AS (
    UPDATE projections SET status = 'RETIRED', ready_at = NULL WHERE id = $1 AND status <> 'RETIRED' RETURNING id
  )
  SELECT id FROM retired`;
