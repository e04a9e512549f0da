import { INTO_EVENTS } from '../events/events.statements.js';
import { STATE_JSON } from './learner-heads.js';
import { ENTRIES_OF_PERSON, IS_PERSON } from './persons.js';

/** $1 learner, $2 projection, $3 kind of scope or null, $4 id of the scope or null, $5 kind, $6 id of the last one before, $7 most rows */
export const READ_STATES = {
  name: 'read_learner_states',
  text: `
  SELECT ${STATE_JSON} AS state FROM learner_states s
  WHERE s.learner_id = $1 AND s.projection_id = $2 AND ($3::text IS NULL OR s.scope_kind = $3)
    AND ($4::text IS NULL OR s.scope_id = $4) AND (s.scope_kind, s.scope_id) > ($5, $6)
  ORDER BY s.scope_kind, s.scope_id LIMIT $7`,
};

/** Whether the answer a is to an item that asks for the skill of d, by the skill map of the projection of the state s. */
const ASKS_FOR = `CASE WHEN mapped.skills IS NULL THEN d.scope_id = ANY (a.skill_ids)
        ELSE mapped.skills @> jsonb_build_array(jsonb_build_object('skill_id', d.scope_id)) END`;

/** What the skill map of the projection of the state s says of the skills of the item of the answer a: of its version, or of all. */
const MAPPED = `LEFT JOIN LATERAL (
          SELECT m.skills FROM projections j JOIN skill_map_items m ON m.skill_map_id = j.skill_map_id
          WHERE j.id = s.projection_id AND m.item_id = a.item_id AND m.item_version IN ('', a.item_version) AND m.skills IS NOT NULL
          ORDER BY m.item_version DESC LIMIT 1) AS mapped ON true`;

/** Whether the entry d keeps the state s from what is due: a decision that holds, about its scope or about a skill of its item. */
const WITHHOLDS = `
      d.kind = 'decision' AND d.decision IN ('exempt', 'suspend') AND (d.expires_at IS NULL OR d.expires_at > statement_timestamp())
      AND (d.scope_kind = s.scope_kind AND d.scope_id = s.scope_id
        OR d.scope_kind = 'skill' AND s.scope_kind = 'item' AND EXISTS (SELECT FROM learner_answers a ${MAPPED}
          WHERE (a.learner_id = s.learner_id OR a.learner_id IN (SELECT m.id FROM learners m WHERE m.merged_into = s.learner_id))
            AND a.item_id = s.scope_id AND ${ASKS_FOR}))
      AND NOT EXISTS (SELECT FROM learner_answers l
        WHERE l.learner_id = d.learner_id AND l.event_id = d.event_id AND l.version > d.version)`;

/** Whether no decision keeps the state s from what is due: of its learner, or of an account that was merged into theirs. */
export const NOT_WITHHELD = `
    NOT EXISTS (SELECT FROM learner_answers d WHERE d.learner_id = s.learner_id AND ${WITHHOLDS})
    AND NOT EXISTS (SELECT FROM learners account JOIN learner_answers d ON d.learner_id = account.id
      WHERE account.merged_into = s.learner_id AND ${WITHHOLDS})`;

const dueStates = (ofLearners: string) => `
  SELECT s.learner_id AS "learnerId", ${STATE_JSON} AS state FROM learner_states s
  WHERE s.projection_id = $1 AND s.due_at < $2 AND ${ofLearners}
    AND (s.due_at, s.learner_id, s.scope_kind, s.scope_id) > ($4, $5, $6, $7)
    AND ${NOT_WITHHELD}
  ORDER BY s.due_at, s.learner_id, s.scope_kind, s.scope_id LIMIT $8`;

/** $1 projection, $2 before which time, $3 learner or null; of the last one before: $4 due time, $5 learner, $6 kind, $7 id; $8 most rows */
export const READ_DUE = {
  name: 'read_due_states',
  text: dueStates('($3::uuid IS NULL OR s.learner_id = $3)'),
};

/** As READ_DUE, of $3 some learners. */
export const READ_DUE_OF_SOME = {
  name: 'read_due_states_of_some',
  text: dueStates('s.learner_id = ANY ($3::uuid[])'),
};

/** $1 projection, $2 most rows: learners whose answers it has not folded, but for those at whom its fold threw. */
export const LAGGING_LEARNERS = {
  name: 'lagging_learners',
  text: `
  SELECT l.id FROM learners l LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = $1
  WHERE ${IS_PERSON} AND ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0) AND p.failed_at IS NULL
  ORDER BY l.id LIMIT $2`,
};

/** $1 projection, $2 learners: those of whom it has not taken all into account, and whether that is because its fold threw. */
export const BEHIND_OF_SOME = {
  name: 'learners_behind_of_some',
  text: `
  SELECT l.id, p.failed_at IS NOT NULL AND NOT waiting.are AS "hasFailed"
  FROM learners l LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = $1,
    LATERAL (SELECT EXISTS (SELECT FROM answer_inbox i WHERE i.learner_id = l.id
      OR i.learner_id IN (SELECT m.id FROM learners m WHERE m.merged_into = l.id)) AS are) AS waiting
  WHERE l.id = ANY ($2::uuid[]) AND (${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0) OR p.failed_at IS NOT NULL OR waiting.are)
  ORDER BY l.id`,
};

/**
 * $1 projection, $2 for how many milliseconds others may not know of it. It is READY once it has folded all answers of all: from
 * then on every write keeps it so.
 */
export const MAKE_READY = {
  name: 'make_projection_ready',
  text: `
  WITH ready AS (
    UPDATE projections SET status = 'READY', ready_at = statement_timestamp()
    WHERE id = $1 AND status = 'BUILDING' AND created_at < statement_timestamp() - $2 * interval '1 millisecond'
      AND NOT EXISTS (SELECT FROM learners l LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = $1
        WHERE ${IS_PERSON} AND ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0))
    RETURNING id, algo_version_id, params_id)
  ${INTO_EVENTS} SELECT 'projection.ready', id::text,
    jsonb_build_object('algo_version_id', algo_version_id, 'params_id', params_id) FROM ready`,
};

/** $1 projection. Whether it has folded all that was recorded, as of one moment, and all that was recorded is in the log. */
export const COMPLETENESS = {
  name: 'completeness_of_projection',
  text: `
  SELECT status = 'READY' AS "isReady", EXISTS (SELECT FROM answer_inbox) AS "hasInbox",
    EXISTS (SELECT FROM learner_positions WHERE projection_id = $1 AND failed_at IS NOT NULL) AS "hasFailed"
  FROM projections WHERE id = $1`,
};

/** $1 most rows: learners with answers that wait for their place in the log. */
export const WAITING_LEARNERS = {
  name: 'waiting_learners',
  text: 'SELECT DISTINCT learner_id AS id FROM answer_inbox ORDER BY learner_id LIMIT $1',
};
