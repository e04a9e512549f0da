import { milliseconds } from '../learner-heads.js';
import { ENTRIES_OF_PERSON, IS_PERSON } from '../persons.js';
import { isActiveProjection } from '../projections.statements.js';

const BEHIND = `${IS_PERSON} AND ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0)`;
/** Persons with answers. */
const KNOWN = `${IS_PERSON} AND ${ENTRIES_OF_PERSON} > 0`;
const POSITION = `LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = $1`;

/** Those at whom the fold threw since $2 are not tried again. */
const TO_BE_FOLDED = `${BEHIND} AND (p.failed_at IS NULL OR p.failed_at < $2)`;
const LEARNER = `json_build_object('id', l.id, 'entries', ${ENTRIES_OF_PERSON}) AS learner`;

/** A learner who is behind, and how long their log is. */
export interface LearnerBehind {
  id: string;
  entries: number;
}

/** $1 projection, $2 since when, $3 most rows: those behind among the learners of the last calls, the last one first. */
export const BEHIND_OF_LAST_CALLS = {
  name: 'behind_of_last_calls',
  text: `
  SELECT ${LEARNER} FROM (
    SELECT coalesce(called.merged_into, called.id) AS id, min(place) AS place FROM (
      SELECT key, row_number() OVER () AS place FROM (
        SELECT key FROM engine_events WHERE type = 'answers.recorded' ORDER BY epoch DESC, xid DESC, id DESC LIMIT 5000
      ) AS event
    ) AS call JOIN learners called ON called.id = call.key::uuid GROUP BY 1
  ) AS recent JOIN learners l USING (id) ${POSITION} WHERE ${TO_BE_FOLDED} ORDER BY place LIMIT $3`,
};

/** $1 projection, $2 since when, $3 most rows, $4 the learner before: those behind, by their ids. */
export const BEHIND_BY_ID = {
  name: 'behind_by_id',
  text: `
  SELECT ${LEARNER} FROM learners l ${POSITION} WHERE l.id > $4 AND ${TO_BE_FOLDED} ORDER BY l.id LIMIT $3`,
};

/** How far a projection is. */
export interface ProjectionState {
  id: string;
  status: 'BUILDING' | 'READY' | 'RETIRED';
  /** In milliseconds since 1970. */
  createdAt: number;
  readyAt: number | null;
  /** By the clock of the database. */
  now: number;
  /** Learners with answers; those of them whom it has not folded to their last one; those of them at whom its fold threw. */
  learners: number;
  behind: number;
  failed: number;
}

const stateOf = (which: string) => `
  SELECT json_build_object('id', projection.id, 'status', projection.status, 'createdAt', ${milliseconds('projection.created_at')},
    'readyAt', ${milliseconds('projection.ready_at')}, 'now', ${milliseconds('statement_timestamp()')}, 'learners', count(l.id),
    'behind', count(l.id) FILTER (WHERE ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0)),
    'failed', count(l.id) FILTER (WHERE p.failed_at IS NOT NULL)) AS state
  FROM projections projection LEFT JOIN learners l ON ${KNOWN}
  LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = projection.id
  WHERE ${which}
  GROUP BY projection.id ORDER BY projection.status = 'RETIRED', projection.created_at DESC LIMIT 1`;

/** $1 projection */
export const STATE_OF_PROJECTION = { name: 'state_of_projection', text: stateOf('projection.id = $1') };

/** $1 version, $2 parameter set, $3 calibration, $4 skill map, $5 revision of the fold: the one that is not RETIRED, or the last one that is. */
export const STATE_OF_IDENTITY = {
  name: 'state_of_identity',
  text: stateOf(`projection.algo_version_id = $1 AND projection.params_id = $2 AND projection.fold_revision = $5
    AND projection.calibration_id IS NOT DISTINCT FROM $3 AND projection.skill_map_id IS NOT DISTINCT FROM $4`),
};

/** A projection, with its version and parameters. Those that are RETIRED are not counted. */
export interface ListedProjectionJson {
  id: string;
  algoKey: string;
  version: string;
  paramsId: string;
  calibrationId: string | null;
  skillMapId: string | null;
  isActive: boolean;
  status: ProjectionState['status'];
  createdAt: number;
  readyAt: number | null;
  learners: number;
  behind: number | null;
  failed: number | null;
}

/** $1 key or null, $2 status or null, $3 id or null, $4 id of the last one before or null, $5 most rows: the newest first. */
export const LIST_PROJECTIONS = {
  name: 'list_projections',
  text: `
  SELECT json_build_object('id', j.id, 'algoKey', v.algo_key, 'version', v.version, 'paramsId', s.id,
    'calibrationId', j.calibration_id, 'skillMapId', j.skill_map_id, 'isActive', ${isActiveProjection('j', 'v', 's')}, 'status', j.status, 'createdAt', ${milliseconds('j.created_at')},
    'readyAt', ${milliseconds('j.ready_at')}, 'learners', (SELECT count(*) FROM learners l WHERE ${KNOWN}),
    'behind', counts.behind, 'failed', counts.failed) AS projection
  FROM projections j JOIN algo_versions v ON v.id = j.algo_version_id JOIN algo_params s ON s.id = j.params_id
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0)) AS behind,
      count(*) FILTER (WHERE p.failed_at IS NOT NULL) AS failed
    FROM learners l LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = j.id
    WHERE ${KNOWN}
  ) AS counts ON j.status <> 'RETIRED'
  WHERE ($1::text IS NULL OR v.algo_key = $1) AND ($2::text IS NULL OR j.status = $2) AND ($3::uuid IS NULL OR j.id = $3)
    AND ($4::uuid IS NULL OR (j.created_at, j.id) < (SELECT created_at, id FROM projections WHERE id = $4))
  ORDER BY j.created_at DESC, j.id DESC LIMIT $5`,
};

/**
 * $1 from which learner on, $2 most positions. Removes what is left of projections that are RETIRED, learner by learner. One row: the
 * last learner, and how many positions and states are gone.
 */
export const CLEAR_RETIRED = `
  WITH old AS MATERIALIZED (
    SELECT learner_id, projection_id FROM learner_positions
    WHERE learner_id >= $1 AND projection_id = ANY (ARRAY(SELECT id FROM projections WHERE status = 'RETIRED'))
    ORDER BY learner_id, projection_id LIMIT $2
  ), states AS (
    DELETE FROM learner_states s USING old WHERE s.learner_id = old.learner_id AND s.projection_id = old.projection_id
    RETURNING s.learner_id
  ), positions AS (
    DELETE FROM learner_positions p USING old WHERE p.learner_id = old.learner_id AND p.projection_id = old.projection_id
    RETURNING p.learner_id
  )
  SELECT json_build_object('last', (SELECT max(learner_id::text COLLATE "C") FROM old), 'positions', (SELECT count(*) FROM positions),
    'states', (SELECT count(*) FROM states)) AS cleared`;
