import { activeSet, CALIBRATION, SKILL_MAP } from '../../learners/sets/set-kind.js';
import { KNOWN_PERSONS, nextLearners } from '../sampled-logs.js';

/**
 * $1 id, $2 key, $3 version, $4 parameter set, $5 what was asked for. No row when it was frozen before. What is active, also the
 * calibration and the skill map, and how many learners there are, are of the moment of the transaction.
 */
export const FREEZE = `
  INSERT INTO evaluations (id, algo_key, algo_version_id, params_id, request, active_version_id, active_params_id, activation_id, learners)
  SELECT $1::uuid, $2::text, $3::uuid, $4::uuid,
    $5::jsonb || jsonb_build_object('sets', jsonb_build_object(
      'calibration_id', ${activeSet(CALIBRATION)}, 'skill_map_id', ${activeSet(SKILL_MAP)})), active.version_id, active.params_id,
    (SELECT max(id) FROM algo_activations WHERE algo_key = $2), (SELECT count(*) ${KNOWN_PERSONS})
  FROM (SELECT) AS one LEFT JOIN (
    SELECT v.id AS version_id, s.id AS params_id FROM algo_versions v JOIN algo_params s ON s.algo_version_id = v.id AND s.is_active
    WHERE v.algo_key = $2 AND v.status = 'ACTIVE') AS active ON true
  ON CONFLICT ON CONSTRAINT pk_evaluations DO NOTHING
  RETURNING id`;

const INTO_LEARNERS = 'INSERT INTO evaluation_learners (evaluation_id, learner_id, through_seq, accounts)';

/** $1 evaluation, $2 seed, $3 how many. By SHA-256 of the seed and the learner. */
export const DRAW = `
  ${INTO_LEARNERS} SELECT $1::uuid, id, last_seq, accounts ${KNOWN_PERSONS} ORDER BY sha256(convert_to($2 || id::text, 'UTF8')), id LIMIT $3`;

/** $1 evaluation, $2 after which learner; null for the first ones, $3 how many: the next of all. */
export const TAKE = `
  ${INTO_LEARNERS} SELECT $1::uuid, id, last_seq, accounts ${KNOWN_PERSONS} AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
  RETURNING learner_id AS id`;

export const COUNT_DRAWN = 'SELECT count(*)::int AS count FROM evaluation_learners WHERE evaluation_id = $1';

const COLUMNS = `
  e.id, e.algo_key AS "algoKey", e.algo_version_id AS "versionId", e.params_id AS "paramsId", e.active_version_id AS "activeVersionId",
  e.active_params_id AS "activeParamsId", e.activation_id::text AS "activationId", e.as_of AS "asOf", e.request,
  e.learners::float8 AS learners, e.report, encode(e.digest, 'hex') AS digest`;

export const READ_EVALUATION = `SELECT ${COLUMNS} FROM evaluations e WHERE e.id = $1`;

/** $1 key, $2 version, $3 parameter set; null for all, $4 before which one; null for the newest, $5 most rows: those that have a report. */
export const LIST_EVALUATIONS = `
  SELECT ${COLUMNS} FROM evaluations e JOIN algo_versions v ON v.id = e.algo_version_id
  WHERE e.algo_key = $1 AND ($2::text IS NULL OR v.version = $2) AND ($3::uuid IS NULL OR e.params_id = $3)
    AND ($4::uuid IS NULL OR e.id < $4) AND e.report IS NOT NULL
  ORDER BY e.id DESC LIMIT $5`;

/** $1 evaluation, $2 after which learner; null for the first ones. */
export const NEXT_LEARNERS = nextLearners('evaluation_learners', 'evaluation_id');

/** $1 evaluation, $2 a list of { place, learner, answer }. Those who were erased meanwhile are left out. */
export const ADD_ANSWERS = `
  INSERT INTO evaluation_answers (evaluation_id, place, learner_id, answer)
  SELECT $1::uuid, a.place, a.learner, a.answer FROM jsonb_to_recordset($2::jsonb) AS a (place text, learner uuid, answer jsonb)
  WHERE EXISTS (SELECT FROM evaluation_learners l WHERE l.evaluation_id = $1 AND l.learner_id = a.learner)`;

/** $1 evaluation, $2 after which place; null for the first ones, $3 most rows. */
export const NEXT_ANSWERS = `
  SELECT place, learner_id AS learner, answer FROM evaluation_answers
  WHERE evaluation_id = $1 AND ($2::text IS NULL OR place > $2) ORDER BY place LIMIT $3`;

/** $1 evaluation, $2 names */
export const READ_RATINGS =
  'SELECT name, rating FROM evaluation_ratings WHERE evaluation_id = $1 AND name = ANY ($2::text[])';

/** $1 evaluation, $2 a list of { name, learner, rating } */
export const STORE_RATINGS = `
  INSERT INTO evaluation_ratings (evaluation_id, name, learner_id, rating)
  SELECT $1::uuid, r.name, r.learner, r.rating FROM jsonb_to_recordset($2::jsonb) AS r (name text, learner uuid, rating jsonb)
  WHERE r.learner IS NULL OR EXISTS (SELECT FROM evaluation_learners l WHERE l.evaluation_id = $1 AND l.learner_id = r.learner)
  ON CONFLICT ON CONSTRAINT pk_evaluation_ratings DO UPDATE SET rating = excluded.rating`;

/** $1 evaluation, $2 a list of { place, facts } */
export const STORE_FACTS = `
  UPDATE evaluation_answers a SET facts = f.facts FROM jsonb_to_recordset($2::jsonb) AS f (place text, facts jsonb)
  WHERE a.evaluation_id = $1 AND a.place = f.place`;

/** $1 evaluation, $2 learners. A row for each of them who has any. */
export const READ_FACTS = `
  SELECT learner_id AS id, jsonb_object_agg(answer ->> 'event_id', facts) AS facts FROM evaluation_answers
  WHERE evaluation_id = $1 AND learner_id = ANY ($2::uuid[]) GROUP BY learner_id`;

/** $1 evaluation, $2 a list of { learner, replayed } */
export const STORE_REPLAYED = `
  UPDATE evaluation_learners l SET replayed = r.replayed
  FROM jsonb_to_recordset($2::jsonb) AS r (learner uuid, replayed jsonb) WHERE l.evaluation_id = $1 AND l.learner_id = r.learner`;

/** $1 evaluation, $2 after which learner; null for the first ones, $3 most rows. */
export const READ_REPLAYED = `
  SELECT learner_id AS id, replayed FROM evaluation_learners
  WHERE evaluation_id = $1 AND ($2::uuid IS NULL OR learner_id > $2) AND replayed IS NOT NULL ORDER BY learner_id LIMIT $3`;

/** $1 evaluation, $2 report, $3 digest */
export const STORE_REPORT = `UPDATE evaluations SET report = $2, digest = decode($3, 'hex') WHERE id = $1 AND report IS NULL`;

/** $1 evaluation, $2 most rows. Of each, what names a row of it. */
export const REMOVALS = Object.entries({
  evaluation_answers: 'place',
  evaluation_ratings: 'name',
  evaluation_learners: 'learner_id',
}).map(
  ([table, name]) => `
  DELETE FROM ${table} WHERE evaluation_id = $1 AND ${name} = ANY (ARRAY(
    SELECT ${name} FROM ${table} WHERE evaluation_id = $1 LIMIT $2)) RETURNING 1`,
);

/** Evaluations whose jobs ended, and of which more than the report is still kept. */
export const ABANDONED = `
  SELECT e.id FROM evaluations e JOIN job_runs j ON j.id = e.id
  WHERE j.ended_at IS NOT NULL AND EXISTS (SELECT FROM evaluation_learners l WHERE l.evaluation_id = e.id)`;
