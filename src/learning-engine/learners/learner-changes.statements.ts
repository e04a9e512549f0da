import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { givenRuns, insertRuns } from '../runs/recorded-run.js';
import { type LogEntry } from './log-entry.js';

/** The types of the columns of learner_answers that are written. */
const ENTRY: Record<keyof LogEntry, string> = {
  learner_id: 'uuid',
  seq: 'bigint',
  event_id: 'text',
  version: 'smallint',
  kind: 'text',
  at: 'timestamptz',
  given_at: 'timestamptz',
  sent_at: 'timestamptz',
  sequence: 'bigint',
  quarantine: 'text',
  item_id: 'text',
  item_version: 'text',
  skill_ids: 'text[]',
  correct: 'boolean',
  graded_by: 'text',
  score: 'float8',
  rating: 'smallint',
  option: 'text',
  option_count: 'integer',
  guess: 'float8',
  duration_ms: 'bigint',
  hints: 'integer',
  attempt: 'integer',
  context: 'text',
  group_ids: 'text[]',
  bank_id: 'text',
  key_option: 'text',
  selection_id: 'uuid',
  session_id: 'text',
  day_offset_minutes: 'smallint',
  source: 'text',
  predicted: 'jsonb',
  calibration_id: 'uuid',
  decision: 'text',
  scope_kind: 'text',
  scope_id: 'text',
  decided: 'jsonb',
  expires_at: 'timestamptz',
  actor_id: 'uuid',
  actor_role: 'text',
  reason: 'text',
  digest: 'bytea',
};
const ENTRY_NAMES = Object.keys(ENTRY).join(', ');

/** The columns of learner_answers that are written: all but those that the database fills. For the rights of a role. */
export const answerColumns: readonly string[] = Object.keys(ENTRY);

const ENTRY_TYPES = Object.entries(ENTRY)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

const given = (parameter: number, types: string) => `jsonb_to_recordset($${parameter}::jsonb) AS given (${types})`;

/**
 * Writes all that changes of some learners, or of each nothing: of those who changed meanwhile, and of those whom another writer has
 * in hand. Locks are taken in the order of ids, and none is waited for.
 *
 * $1 heads, $2 entries, $3 positions, $4 states, $5 scopes without a state, $6 runs, $7 rows of the inbox, $8 the projections that
 * it keeps up to date: the others are not READY any more
 */
export const WRITE_LEARNERS: PreparedStatement = {
  name: 'write_learners',
  text: `
  WITH head AS MATERIALIZED (
    SELECT * FROM ${given(1, 'id uuid, revision bigint, last_seq bigint, added bigint')}
  ), made AS (
    INSERT INTO learners (id, revision, last_seq) SELECT id, 1, added FROM head WHERE revision IS NULL ORDER BY id
    ON CONFLICT DO NOTHING RETURNING id
  ), free AS MATERIALIZED (
    SELECT l.id FROM learners l JOIN head ON head.id = l.id WHERE head.revision IS NOT NULL
    ORDER BY l.id FOR NO KEY UPDATE OF l SKIP LOCKED
  ), moved AS (
    UPDATE learners l SET revision = l.revision + 1, last_seq = l.last_seq + head.added FROM head, free
    WHERE l.id = head.id AND l.id = free.id AND l.revision = head.revision AND l.erased_at IS NULL RETURNING l.id
  ), ours AS MATERIALIZED (
    SELECT id FROM made UNION ALL SELECT id FROM moved
  ), entries AS (
    INSERT INTO learner_answers (${ENTRY_NAMES}) SELECT ${ENTRY_NAMES}
    FROM ${given(2, ENTRY_TYPES)} JOIN ours ON ours.id = given.learner_id
  ), positions AS (
    INSERT INTO learner_positions (learner_id, projection_id, through_seq, through_at, through_sequence, through_event_id,
      failed_at, error_code)
    SELECT learner_id, projection_id, seq, at, sequence, event_id, CASE WHEN error_code IS NOT NULL THEN statement_timestamp() END,
      error_code
    FROM ${given(3, 'learner_id uuid, projection_id uuid, seq bigint, at timestamptz, sequence bigint, event_id text, error_code text')}
    JOIN ours ON ours.id = given.learner_id
    ON CONFLICT ON CONSTRAINT pk_learner_positions DO UPDATE SET through_seq = EXCLUDED.through_seq,
      through_at = EXCLUDED.through_at, through_sequence = EXCLUDED.through_sequence,
      through_event_id = EXCLUDED.through_event_id, failed_at = EXCLUDED.failed_at, error_code = EXCLUDED.error_code
  ), state AS MATERIALIZED (
    SELECT given.* FROM ${given(4, 'learner_id uuid, projection_id uuid, kind text, id text, state jsonb, value float8, due_at timestamptz, answers integer, at timestamptz, sequence bigint, event_id text, run_id uuid')}
    JOIN ours ON ours.id = given.learner_id
  ), states AS (
    INSERT INTO learner_states (learner_id, projection_id, scope_kind, scope_id, state, value, due_at, answers, through_at,
      through_sequence, through_event_id, run_id, updated_at)
    SELECT learner_id, projection_id, kind, id, state, value, due_at, answers, at, sequence, event_id, run_id,
      statement_timestamp() FROM state
    ON CONFLICT ON CONSTRAINT pk_learner_states DO UPDATE SET state = EXCLUDED.state, value = EXCLUDED.value,
      due_at = EXCLUDED.due_at, answers = EXCLUDED.answers, through_at = EXCLUDED.through_at,
      through_sequence = EXCLUDED.through_sequence, through_event_id = EXCLUDED.through_event_id, run_id = EXCLUDED.run_id,
      updated_at = EXCLUDED.updated_at
  ), gone AS (
    DELETE FROM learner_states s USING ours, ${given(5, 'learner_id uuid, projection_id uuid, kind text, id text')}
    WHERE ours.id = given.learner_id AND s.learner_id = given.learner_id AND s.projection_id = given.projection_id
      AND (s.scope_kind = given.kind AND s.scope_id = given.id OR given.kind IS NULL AND NOT EXISTS (
        SELECT FROM state WHERE state.learner_id = s.learner_id AND state.projection_id = s.projection_id
          AND state.kind = s.scope_kind AND state.id = s.scope_id))
  ), runs AS (${insertRuns(givenRuns(6))}
    JOIN ours ON ours.id = given.user_id
  ), received AS (
    DELETE FROM answer_inbox i USING ours, ${given(7, 'learner_id uuid, id bigint')}
    WHERE ours.id = given.learner_id AND i.learner_id = given.learner_id AND i.id = given.id
  ), behind AS (
    UPDATE projections SET status = 'BUILDING', ready_at = NULL
    WHERE status = 'READY' AND NOT (id = ANY ($8::uuid[])) AND EXISTS (SELECT FROM ours)
  ), told AS (
    INSERT INTO engine_events (type, key, payload)
    SELECT 'answers.recorded', id::text, jsonb_build_object('seq_from', last_seq + 1, 'seq_to', last_seq + added)
    FROM head JOIN ours USING (id) WHERE added > 0 ORDER BY id
  )
  SELECT id FROM ours`,
};
