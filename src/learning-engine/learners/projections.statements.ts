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
  status: 'BUILDING' | 'READY';
}

/** Those that are kept up to date. One with a calibration or a skill map is from a release that has them. */
export const LIVE_PROJECTIONS = `
  SELECT p.id, v.algo_key AS "algoKey", v.version, v.id AS "versionId", s.id AS "paramsId", s.params_json AS params, s.checksum,
    p.fold_revision AS "foldRevision", p.status
  FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id JOIN algo_params s ON s.id = p.params_id
  WHERE p.status <> 'RETIRED' AND p.calibration_id IS NULL AND p.skill_map_id IS NULL
  ORDER BY v.algo_key COLLATE "C", p.created_at, p.id`;

/** $1 version, $2 parameter set, $3 revision of the fold. One that was retired has to be built again. */
export const OPEN_PROJECTION = `
  INSERT INTO projections (algo_version_id, params_id, fold_revision) VALUES ($1, $2, $3)
  ON CONFLICT ON CONSTRAINT uq_projections_identity DO UPDATE SET status = 'BUILDING', ready_at = NULL
    WHERE projections.status = 'RETIRED'`;

/** $1 how many of each key are kept beside the active one: those that were active last. */
export const RETIRE_PROJECTIONS = `
  UPDATE projections SET status = 'RETIRED', ready_at = NULL WHERE status <> 'RETIRED' AND id = ANY (ARRAY(
    SELECT id FROM (
      SELECT p.id, dense_rank() OVER (PARTITION BY v.algo_key ORDER BY coalesce((
        SELECT max(a.id) FROM algo_activations a
        WHERE a.algo_version_id = p.algo_version_id AND a.params_id = p.params_id), 0) DESC) AS rank
      FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id WHERE p.status <> 'RETIRED'
    ) AS ranked WHERE rank > $1 + 1))`;
