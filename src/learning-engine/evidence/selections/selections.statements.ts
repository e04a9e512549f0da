import { milliseconds } from '../../learners/learner-heads.js';
import { PERSONS } from '../sampled-logs.js';

/** $1 key, $2 from; null for all, $3 until. */
const OF_KEY = `v.algo_key = $1 AND ($2::timestamptz IS NULL OR s.at >= $2) AND s.at < $3`;
const SELECTIONS = 'selections s JOIN algo_versions v ON v.id = s.algo_version_id';

/** $1 milliseconds, $2 no later than; null where there is no bound. */
export const DECIDED_BEFORE = `
  SELECT to_char(least($2::timestamptz, statement_timestamp() - $1 * interval '1 millisecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS until`;

/** As `OF_KEY`. */
export const COUNT_SELECTIONS = `SELECT count(*)::int AS count FROM ${SELECTIONS} WHERE ${OF_KEY}`;

/** As `OF_KEY`; $4 after which person; null for the first ones, $5 most persons. Those with selections, by their ids. */
export const NEXT_PERSONS = `
  SELECT id, last_seq::text AS through, accounts ${PERSONS}
  WHERE ($4::uuid IS NULL OR id > $4) AND EXISTS (
    SELECT FROM ${SELECTIONS} WHERE ${OF_KEY} AND (s.learner_id = person.id
      OR s.learner_id IN (SELECT (account ->> 0)::uuid FROM jsonb_array_elements(accounts) AS account)))
  ORDER BY id LIMIT $5`;

/** As `OF_KEY`; $4 accounts, $5 after which selection; null for the first ones, $6 most rows. */
export const NEXT_SELECTIONS = `
  SELECT s.id, s.learner_id AS "learnerId", ${milliseconds('s.at')}::float8 AS at, first.item_id, (
      SELECT candidate ->> 'skill_id' FROM jsonb_array_elements(s.candidates) AS candidate
      WHERE candidate ->> 'item_id' = first.item_id LIMIT 1) AS skill_id,
    v.version, s.params_id AS "paramsId", r.input_summary_json AS input
  FROM ${SELECTIONS} LEFT JOIN algo_runs r ON r.id = s.run_id, LATERAL (SELECT s.items -> 0 ->> 'item_id' AS item_id) AS first
  WHERE ${OF_KEY} AND s.learner_id = ANY ($4::uuid[]) AND ($5::uuid IS NULL OR s.id > $5) AND first.item_id IS NOT NULL
  ORDER BY s.id LIMIT $6`;
