import { milliseconds } from '../learner-heads.js';
import { FOLDED_COLUMNS } from '../learner-log.js';
import { digestOf, digestOfVoid, type LogEntry } from '../log-entry.js';

type Row = Pick<
  LogEntry,
  | keyof typeof GIVEN
  | 'kind'
  | 'event_id'
  | 'at'
  | 'given_at'
  | 'correct'
  | 'graded_by'
  | 'skill_ids'
  | 'group_ids'
  | 'digest'
>;

/** Fields of an answer that are kept as they were given, and are null where they were not. */
const GIVEN = {
  sequence: true,
  item_id: true,
  item_version: true,
  score: true,
  rating: true,
  option: true,
  option_count: true,
  guess: true,
  duration_ms: true,
  hints: true,
  attempt: true,
  context: true,
  bank_id: true,
  key_option: true,
  session_id: true,
  day_offset_minutes: true,
} as const;

/** $1 learners. An answer that names a selection is left out: the letters of that id may have been given as others. */
export const ENTRIES_WITH_DIGESTS = `
  SELECT a.learner_id AS id, (SELECT to_json(entry) FROM (
    SELECT ${FOLDED_COLUMNS}, ${milliseconds('given_at')} AS given_at, graded_by, group_ids, bank_id, key_option,
      encode(digest, 'hex') AS digest) AS entry) AS entry
  FROM learner_answers a WHERE a.learner_id = ANY ($1::uuid[]) AND a.kind <> 'decision' AND a.selection_id IS NULL`;

/** Whether an entry says something else than when it was recorded, as its digest tells. */
export function isAltered(row: Row): boolean {
  return (row.kind === 'void' ? digestOfVoid(row.event_id) : digestOfAnswer(row)) !== row.digest;
}

function digestOfAnswer(row: Row): string {
  const given = Object.fromEntries(
    (Object.keys(GIVEN) as (keyof typeof GIVEN)[]).flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])),
  );
  return digestOf({
    ...given,
    event_id: row.event_id,
    at: new Date(row.given_at ?? row.at).toISOString(),
    ...(row.graded_by === 'correct' && { correct: row.correct! }),
    skill_ids: row.skill_ids,
    group_ids: row.group_ids,
  });
}
