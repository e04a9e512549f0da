const COLUMNS = `i.id, i.source, encode(i.digest, 'hex') AS digest, i.through_line::text AS "throughLine", i.rows::text AS rows,
  i.job_id AS "jobId", i.created_at AS "createdAt"`;

/** $1 source. One that is being handed over, or that a worker has not ended. */
export const UNFINISHED_IMPORT = `
  SELECT ${COLUMNS} FROM answer_imports i LEFT JOIN job_runs j ON j.id = i.job_id
  WHERE i.source = $1 AND (i.job_id IS NULL OR j.status IN ('QUEUED', 'RUNNING')) ORDER BY i.id DESC LIMIT 1`;

/** $1 id, $2 source, $3 digest, $4 user. No row when one of this source is open. */
export const OPEN_IMPORT = `
  INSERT INTO answer_imports AS i (id, source, digest, created_by_user_id) VALUES ($1, $2, decode($3, 'hex'), $4)
  ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`;

/** $1 id */
export const READ_IMPORT = `SELECT ${COLUMNS} FROM answer_imports i WHERE i.id = $1`;

/** $1 source; null for all. $2 most rows */
export const LIST_IMPORTS = `
  SELECT ${COLUMNS} FROM answer_imports i WHERE i.source = $1 OR $1 IS NULL ORDER BY i.id DESC LIMIT $2`;

/** $1 id. One whose answers a worker has is not dropped. */
export const DROP_IMPORT = 'DELETE FROM answer_imports WHERE id = $1 AND job_id IS NULL RETURNING id';

/** What was not handed over to its end for a week. */
export const DROP_ABANDONED = `
  DELETE FROM answer_imports WHERE job_id IS NULL AND touched_at < statement_timestamp() - interval '7 days'`;

/** What was handed over 90 days ago, and has ended, with the lines that did not count. The result of its job stays. */
export const DROP_OLD = `
  DELETE FROM answer_imports i WHERE job_id IS NOT NULL AND touched_at < statement_timestamp() - interval '90 days'
    AND NOT EXISTS (SELECT FROM job_runs j WHERE j.id = i.job_id AND j.status IN ('QUEUED', 'RUNNING'))`;

/** $1 source, $2 digest: one of something else, of which nothing was taken. */
export const DROP_EMPTY = `
  DELETE FROM answer_imports
  WHERE source = $1 AND job_id IS NULL AND through_line = 0 AND digest IS DISTINCT FROM decode($2, 'hex')`;

/** What waits for a job that has ended without them. */
export const DROP_LEFT_OVER = `
  DELETE FROM import_answers a USING answer_imports i, job_runs j
  WHERE i.id = a.import_id AND j.id = i.job_id AND j.status IN ('FAILED', 'CANCELLED')`;

/** $1 id, $2 the line before, $3 the last line, $4 rows, $5 answers. No row when other lines came meanwhile. */
export const ADVANCE_IMPORT = `
  UPDATE answer_imports SET through_line = $3, rows = rows + $4, staged = staged + $5, parts = parts + 1,
    touched_at = statement_timestamp()
  WHERE id = $1 AND through_line = $2 AND job_id IS NULL RETURNING parts`;

/** $1 id, $2 part, $3 a list of { learner_id, external_id, answers } */
export const ADD_ANSWERS = `
  INSERT INTO import_answers (learner_id, import_id, part, external_id, answers)
  SELECT learner_id, $1, $2, external_id, answers
  FROM jsonb_to_recordset($3::jsonb) AS given (learner_id uuid, external_id text, answers jsonb)`;

/** $1 id, $2 a list of { line, outcome, reason } */
export const ADD_REJECTS = `
  INSERT INTO import_rejects (import_id, line, outcome, reason) SELECT $1, line, outcome, reason
  FROM jsonb_to_recordset($2::jsonb) AS given (line bigint, outcome text, reason text)`;

/** $1 id, $2 job */
export const CLOSE_IMPORT = 'UPDATE answer_imports SET job_id = $2 WHERE id = $1 AND job_id IS NULL RETURNING id';

/** $1 id, $2 the line before, $3 most rows */
export const REJECTS_AFTER = `
  SELECT r.line::text AS line, r.outcome, r.reason FROM import_rejects r WHERE r.import_id = $1 AND r.line > $2
  ORDER BY r.line LIMIT $3`;

/** $1 learners */
export const ERASED_OF = 'SELECT id FROM learners WHERE id = ANY ($1::uuid[]) AND erased_at IS NOT NULL';

/** $1 source, $2 learners */
export const COUNT_RECORDED = `
  SELECT learner_id AS id, count(*)::int AS count FROM learner_answers
  WHERE learner_id = ANY ($2::uuid[]) AND source = $1 AND kind = 'answer' AND version = 1 GROUP BY learner_id`;

/**
 * $1 source, $2 event ids: in whose logs they are. Statements that withdraw others are rare, and each part of a file that has some reads
 * all answers once: an index on event ids alone would cost every answer.
 */
export const RECORDED_OF = `
  SELECT event_id AS id, json_agg(learner_id) AS learners FROM learner_answers
  WHERE source = $1 AND event_id = ANY ($2::text[]) AND kind = 'answer' AND version = 1 GROUP BY event_id`;

/** $1 id, $2 its job */
export const IMPORT_OF_JOB = `
  SELECT json_build_object('source', source, 'rows', rows, 'staged', staged, 'parts', parts) AS found
  FROM answer_imports WHERE id = $1 AND job_id = $2`;

/** $1 id, $2 part */
export const READ_PART = `
  SELECT json_build_object('learner_id', learner_id, 'external_id', external_id, 'answers', answers) AS row
  FROM import_answers WHERE import_id = $1 AND part = $2 ORDER BY learner_id`;

/** $1 id, $2 part */
export const REMOVE_PART = 'DELETE FROM import_answers WHERE import_id = $1 AND part = $2';

/** $1 learners, and those into whom they were merged. In the order in which all writers of several learners lock them. */
export const LOCK_LEARNERS = `
  SELECT id FROM learners WHERE id = ANY ($1::uuid[]) OR id IN (SELECT merged_into FROM learners WHERE id = ANY ($1::uuid[]))
  ORDER BY id FOR NO KEY UPDATE`;

/** $1 learners: those who were merged into others. */
export const MERGED_OF = `
  SELECT id, merged_into AS person FROM learners WHERE id = ANY ($1::uuid[]) AND merged_into IS NOT NULL`;

/** $1 source, $2 a list of { learner_id, external_id } */
export const ADD_EXTERNAL_IDS = `
  INSERT INTO external_ids (learner_id, source, external_id) SELECT learner_id, $1, external_id
  FROM jsonb_to_recordset($2::jsonb) AS given (learner_id uuid, external_id text) JOIN learners l ON l.id = learner_id
  WHERE l.erased_at IS NULL ON CONFLICT DO NOTHING`;

/** $1 id, $2 most rows: how often which outcome has which reason. */
export const COUNT_REJECTS = `
  SELECT json_build_object('outcome', outcome, 'reason', reason, 'count', count(*)) AS row FROM import_rejects
  WHERE import_id = $1 GROUP BY outcome, reason ORDER BY count(*) DESC, outcome, reason`;
