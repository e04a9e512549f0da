import { InvalidArgumentError } from '../errors/input.errors.js';

/** What a file of answers may say of each answer, and the names by which a column of it is found. */
const NAMES = {
  learner: ['learner_id', 'user_id', 'student_id'],
  event: ['event_id'],
  at: ['at', 'timestamp', 'review_time'],
  sequence: ['sequence'],
  item: ['item_id', 'card_id', 'problem_id', 'question_id'],
  item_version: ['item_version'],
  skills: ['skill_ids', 'skill_id', 'skill'],
  correct: ['correct'],
  score: ['score'],
  rating: ['rating', 'review_rating'],
  option: ['option'],
  context: ['context'],
  groups: ['group_ids'],
  bank: ['bank_id'],
  key_option: ['key_option'],
  session: ['session_id'],
  option_count: ['option_count'],
  guess: ['guess'],
  attempt: ['attempt'],
  duration_ms: ['duration_ms', 'review_duration'],
  hints: ['hints'],
  day_offset_minutes: ['day_offset_minutes'],
} as const;

export type AnswerField = keyof typeof NAMES;
const ANSWER_FIELDS = Object.keys(NAMES) as AnswerField[];

/** The column of each field that a file has. */
export type ColumnMap = Partial<Record<AnswerField, string>>;

/**
 * Finds the columns of a file.
 *
 * @param columns as its first line names them
 * @param given what the caller says of them, an empty name for a field that the file does not have; the others are found by their
 * usual names
 * @throws InvalidArgumentError `map` for an unknown field or column, and where a column is found twice or an outcome is missing
 */
export function mapColumns(columns: readonly string[], given: Readonly<Record<string, string>> = {}): ColumnMap {
  const map: ColumnMap = {};
  for (const [field, column] of Object.entries(given)) {
    if (!(field in NAMES)) reject(`has no field ${field}: known are ${ANSWER_FIELDS.join(', ')}`);
    if (column !== '' && !columns.includes(column))
      reject(`names the column ${column}; the file has ${columns.join(', ')}`);
    map[field as AnswerField] = column;
  }
  for (const field of ANSWER_FIELDS.filter((name) => map[name] === undefined)) {
    const found = NAMES[field].filter((name) => columns.includes(name));
    if (found.length > 1) reject(`must say which of ${found.join(', ')} is ${field}`);
    if (found[0] !== undefined) map[field] = found[0];
  }
  for (const field of ANSWER_FIELDS) if (map[field] === '') delete map[field];
  if (!(map.correct ?? map.score ?? map.rating)) reject('must name the column of correct, score or rating');
  return map;
}

function reject(reason: string): never {
  throw new InvalidArgumentError('map', reason);
}
