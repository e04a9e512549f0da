import { KNOWN_PERSONS, nextLearners, SAMPLED_ENTRIES } from '../sampled-logs.js';

/** The smallest number of entries in the log of a learner in each stratum: 1–9, 10–49, 50–199, 200 and more. */
export const STRATA = [1, 10, 50, 200] as const;

const STRATUM = `width_bucket(entries, ARRAY[${STRATA.join(', ')}]::bigint[]) - 1`;

/**
 * $1 id, $2 key, $3 version, $4 parameter set, $5 what was asked for. No row when it was frozen before. What is active, and how many
 * learners there are, are of the moment of the transaction.
 */
export const FREEZE = `
  INSERT INTO previews (id, algo_key, algo_version_id, params_id, request, active_version_id, active_params_id, activation_id, strata)
  SELECT $1::uuid, $2::text, $3::uuid, $4::uuid, $5::jsonb, active.version_id, active.params_id,
    (SELECT max(id) FROM algo_activations WHERE algo_key = $2),
    jsonb_build_object('waiting', (SELECT count(DISTINCT learner_id) FROM answer_inbox), 'sizes', (
      SELECT coalesce(jsonb_object_agg(stratum, of), '{}') FROM (
        SELECT ${STRATUM} AS stratum, count(*) AS of ${KNOWN_PERSONS} GROUP BY 1) AS sizes))
  FROM (SELECT) AS one LEFT JOIN (
    SELECT v.id AS version_id, s.id AS params_id FROM algo_versions v JOIN algo_params s ON s.algo_version_id = v.id AND s.is_active
    WHERE v.algo_key = $2 AND v.status = 'ACTIVE') AS active ON true
  ON CONFLICT ON CONSTRAINT pk_previews DO NOTHING
  RETURNING strata`;

/** $1 preview, $2 stratum, $3 seed, $4 how many. By SHA-256 of the seed and the learner. */
export const DRAW = `
  INSERT INTO preview_learners (preview_id, learner_id, stratum, through_seq, accounts)
  SELECT $1::uuid, id, $2::int, last_seq, accounts ${KNOWN_PERSONS} AND ${STRATUM} = $2::int
  ORDER BY sha256(convert_to($3 || id::text, 'UTF8')), id LIMIT $4`;

/** $1 preview, $2 after which learner; null for the first ones, $3 how many: the next of all. */
export const TAKE = `
  INSERT INTO preview_learners (preview_id, learner_id, stratum, through_seq, accounts)
  SELECT $1::uuid, id, ${STRATUM}, last_seq, accounts ${KNOWN_PERSONS} AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
  RETURNING learner_id AS id`;

export const COUNT_DRAWN = 'SELECT count(*)::int AS count FROM preview_learners WHERE preview_id = $1';

const COLUMNS = `
  p.id, p.algo_key AS "algoKey", p.algo_version_id AS "versionId", p.params_id AS "paramsId", p.active_version_id AS "activeVersionId",
  p.active_params_id AS "activeParamsId", p.activation_id::text AS "activationId", p.as_of AS "asOf", p.request, p.strata, p.report,
  encode(p.digest, 'hex') AS digest`;

export const READ_PREVIEW = `SELECT ${COLUMNS} FROM previews p WHERE p.id = $1`;

/** $1 key, $2 version, $3 parameter set; null for all, $4 before which one; null for the newest, $5 most rows: those that have a report. */
export const LIST_PREVIEWS = `
  SELECT p.id, v.version, p.params_id AS "paramsId", p.as_of AS "asOf", encode(p.digest, 'hex') AS digest,
    a.version AS "activeVersion", p.active_params_id AS "activeParamsId", p.activation_id::text AS "activationId"
  FROM previews p JOIN algo_versions v ON v.id = p.algo_version_id LEFT JOIN algo_versions a ON a.id = p.active_version_id
  WHERE p.algo_key = $1 AND ($2::text IS NULL OR v.version = $2) AND ($3::uuid IS NULL OR p.params_id = $3)
    AND ($4::uuid IS NULL OR p.id < $4) AND p.digest IS NOT NULL
  ORDER BY p.id DESC LIMIT $5`;

/** $1 preview, $2 after which learner; null for the first ones. */
export const NEXT_LEARNERS = nextLearners('preview_learners', 'preview_id');

/** $1 preview, $2 a list of { learner, comparison, commitment }. Those who were erased meanwhile have no row any more. */
export const STORE_COMPARISONS = `
  UPDATE preview_learners l SET comparison = c.comparison, commitment = decode(c.commitment, 'hex')
  FROM jsonb_to_recordset($2::jsonb) AS c (learner uuid, comparison jsonb, commitment text)
  WHERE l.preview_id = $1 AND l.learner_id = c.learner`;

/** $1 preview, $2 after which learner; null for the first ones, $3 most rows. */
export const READ_COMPARISONS = `
  SELECT learner_id AS id, stratum, ${SAMPLED_ENTRIES}::text AS through, comparison, encode(commitment, 'hex') AS commitment
  FROM preview_learners 
  WHERE preview_id = $1 AND ($2::uuid IS NULL OR learner_id > $2) AND comparison IS NOT NULL ORDER BY learner_id LIMIT $3`;

/** $1 preview, $2 report, $3 digest */
export const STORE_REPORT = `UPDATE previews SET report = $2, digest = decode($3, 'hex') WHERE id = $1 AND report IS NULL`;

/** $1 preview, $2 commitments of those who stay, $3 most rows. */
export const REMOVE_LEARNERS = `
  DELETE FROM preview_learners WHERE preview_id = $1 AND learner_id = ANY (ARRAY(
    SELECT learner_id FROM preview_learners
    WHERE preview_id = $1 AND (commitment IS NULL OR encode(commitment, 'hex') <> ALL ($2::text[])) LIMIT $3))
  RETURNING learner_id`;

/** Previews whose jobs ended without a report, and which still name learners. */
export const ABANDONED = `
  SELECT p.id FROM previews p JOIN job_runs j ON j.id = p.id
  WHERE p.report IS NULL AND j.ended_at IS NOT NULL AND EXISTS (SELECT FROM preview_learners l WHERE l.preview_id = p.id)`;

/** $1 preview */
export const READ_MOST_CHANGED = `
  SELECT learner_id AS id, encode(commitment, 'hex') AS commitment FROM preview_learners WHERE preview_id = $1 AND commitment IS NOT NULL`;
