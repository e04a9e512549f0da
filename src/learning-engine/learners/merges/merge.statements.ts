import { milliseconds } from '../learner-heads.js';
import { accountsOf } from '../persons.js';
import { type LearnerMerge } from './learner-merge.js';

/** $1 a name */
export const LOCK_NAME = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

/** $1 learners, with all who were merged into them. */
export const LOCK_PERSONS = `
  SELECT id FROM learners WHERE id = ANY ($1::uuid[]) OR merged_into = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`;

export const MOST_EVENT_IDS = 100;

/** $1 one learner, $2 another. Events that both have, alike or not; of the latter, the first ids. */
export const COMPARE_LOGS = `
  WITH account AS (
    SELECT id, rank, 1 AS side FROM (${accountsOf('$1')}) AS one
    UNION ALL SELECT id, rank, 2 FROM (${accountsOf('$2')}) AS other
  ), event AS (
    SELECT DISTINCT ON (side, event_id) side, event_id, digest FROM account JOIN learner_answers a ON a.learner_id = account.id
    ORDER BY side, event_id, rank, version DESC
  ), both_have AS (
    SELECT event_id, one.digest = other.digest AS are_alike FROM event one JOIN event other USING (event_id)
    WHERE one.side = 1 AND other.side = 2
  )
  SELECT json_build_object('duplicates', count(*) FILTER (WHERE are_alike), 'conflicts', count(*) FILTER (WHERE NOT are_alike),
    'conflictingEventIds', ARRAY(SELECT event_id FROM both_have WHERE NOT are_alike ORDER BY event_id LIMIT ${MOST_EVENT_IDS})) AS compared
  FROM both_have`;

/** $1 one learner, with all who were merged into them: from now on $2 answers for them. */
export const MARK_MERGED = `
  UPDATE learners SET merged_into = $2, revision = revision + 1 WHERE id = $1 OR merged_into = $1`;

/** $1 one learner: they answer for themselves again, and for those who were merged into them. */
export const MARK_UNMERGED = `
  WITH RECURSIVE below AS (
    SELECT learner_id FROM learner_merges WHERE into_id = $1 AND undone_at IS NULL
    UNION SELECT m.learner_id FROM below JOIN learner_merges m ON m.into_id = below.learner_id AND m.undone_at IS NULL
  )
  UPDATE learners SET merged_into = CASE WHEN id <> $1 THEN $1 END, revision = revision + 1
  WHERE id = $1 OR id IN (SELECT learner_id FROM below)`;

/** A merge, as the database has it: times are in milliseconds since 1970. */
export type MergeJson = Omit<LearnerMerge, 'mergedAt' | 'undoneAt'> & { mergedAt: number; undoneAt: number | null };

const MERGE = `json_build_object('id', id, 'learnerId', learner_id, 'intoId', into_id, 'duplicates', duplicates, 'conflicts', conflicts,
  'actorUserId', actor_user_id, 'reason', reason, 'mergedAt', ${milliseconds('merged_at')}, 'undoneAt', ${milliseconds('undone_at')},
  'undoneByUserId', undone_by_user_id, 'undoneReason', undone_reason) AS merge`;

/** $1 learner, $2 into whom, $3 duplicates, $4 conflicts, $5 who, $6 why */
export const ADD_MERGE = `
  INSERT INTO learner_merges (learner_id, into_id, duplicates, conflicts, actor_user_id, reason) VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${MERGE}`;

/** $1 learner, $2 who, $3 why. That it was merged is undone. */
export const UNDO_MERGE = `
  WITH undone AS (
    UPDATE learner_merges SET undone_at = clock_timestamp(), undone_by_user_id = $2, undone_reason = $3
    WHERE learner_id = $1 AND undone_at IS NULL RETURNING *
  ) SELECT ${MERGE} FROM undone`;

/** $1 learner, $2 most rows. Those that they were a side of, the newest first. */
export const LIST_MERGES = {
  name: 'list_merges',
  text: `
  SELECT ${MERGE} FROM learner_merges WHERE learner_id = $1 OR into_id = $1 ORDER BY merged_at DESC, id LIMIT $2`,
};

/** $1 learners. Their states are made anew. */
export const FORGET_STATES = 'DELETE FROM learner_states WHERE learner_id = ANY ($1::uuid[])';
export const FORGET_POSITIONS = 'DELETE FROM learner_positions WHERE learner_id = ANY ($1::uuid[])';
