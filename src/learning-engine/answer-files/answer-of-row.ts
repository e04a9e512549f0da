import { ANSWER_CONTEXTS, type AnswerContext, type FoldedAnswer, type FoldedSkill } from '../authoring/fold.js';
import { type JsonObject } from '../json/json.js';
import { dayExists } from '../schema/utc-time.js';
import { compareTexts } from '../kit/order.js';
import { type AnswerField } from './columns.js';

/** The cells of one row, by what they mean; an empty one is missing. */
export type Cells = Partial<Record<AnswerField, string>>;

export interface RowContext {
  /** Line in the file, from 1. */
  line: number;
  /** Of a number in the column of the time. */
  unit: TimeUnit;
  /** When answers were given whose row does not say it, UTC in ISO 8601. Default 1970: then their sequence alone orders them. */
  base?: string | null;
}

/** Of a number that is a time. */
export type TimeUnit = 'seconds' | 'milliseconds';
export const TIME_UNITS: readonly TimeUnit[] = ['seconds', 'milliseconds'];

const EPOCH = new Date(0).toISOString();

/** Why a row is no answer. */
export class RowError extends Error {}

/**
 * One answer. Without an id of its own it is named by its line; without a sequence, answers of one instant are ordered by line.
 * `correct` is as given; else a score of 0.5 or more, else a rating of 2 or more.
 *
 * @throws RowError which names the field
 */
export function answerOfRow(cells: Cells, { line, unit, base = EPOCH }: RowContext): FoldedAnswer {
  const score = numberOf(cells, 'score', 0, 1);
  const rating = integerOf(cells, 'rating', 1, 4) as FoldedAnswer['rating'];
  return {
    event_id: cells.event ?? String(line),
    at: instantOf(cells.at, unit, base),
    sequence: integerOf(cells, 'sequence', 0, Number.MAX_SAFE_INTEGER) ?? line,
    item_id: cells.item ?? null,
    skills: skillsOf(cells.skills),
    correct: outcomeOf(cells.correct, score, rating),
    score,
    rating,
    option_count: integerOf(cells, 'option_count', 2, 100),
    guess: numberOf(cells, 'guess', 0, 0.5),
    attempt: integerOf(cells, 'attempt', 1, 1_000_000),
    duration_ms: integerOf(cells, 'duration_ms', 0, Number.MAX_SAFE_INTEGER),
    hints: integerOf(cells, 'hints', 0, 1_000_000),
    context: contextOf(cells.context),
    day_offset_minutes: integerOf(cells, 'day_offset_minutes', -1440, 1440),
  };
}

/**
 * The same as an answer that can be handed over, under the names of its fields. Without an id of its own it is named by its source and
 * line; it has a sequence where ids or times do not say the order.
 *
 * @throws RowError which names the field
 */
export function handedOfRow(cells: Cells, context: RowContext & { source: string }): JsonObject {
  const { event_id, skills, sequence, correct, ...read } = answerOfRow(cells, context);
  const isOrdered = cells.event !== undefined && cells.at !== undefined;
  return withoutNulls({
    ...read,
    event_id: cells.event === undefined ? `${context.source}:${event_id}` : event_id,
    sequence: cells.sequence === undefined && isOrdered ? null : sequence,
    correct: cells.correct === undefined ? null : correct,
    skill_ids: skills.map(({ skill_id }) => skill_id),
    group_ids: groupsOfRow(cells),
    item_version: cells.item_version ?? null,
    option: cells.option ?? null,
    bank_id: cells.bank ?? null,
    key_option: cells.key_option ?? null,
    session_id: cells.session ?? null,
  });
}

/** The groups that an answer names, sorted. */
export const groupsOfRow = ({ groups }: Cells): string[] => listOf(groups);

const withoutNulls = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const listOf = (text = ''): string[] => [...new Set(text.split(';').filter(Boolean))].sort(compareTexts);

function numberOf(cells: Cells, field: AnswerField, least: number, most: number): number | null {
  const text = cells[field];
  if (text === undefined) return null;
  const number = Number(text);
  if (!(number >= least && number <= most)) throw new RowError(`${field} must be between ${least} and ${most}`);
  return number;
}

function integerOf(cells: Cells, field: AnswerField, least: number, most: number): number | null {
  const number = numberOf(cells, field, least, most);
  if (number !== null && !Number.isInteger(number)) throw new RowError(`${field} must be an integer`);
  return number;
}

const OUTCOMES: Readonly<Record<string, boolean>> = { 1: true, true: true, 0: false, false: false };

function outcomeOf(correct: string | undefined, score: number | null, rating: number | null): boolean {
  if (correct !== undefined) {
    const outcome = Object.hasOwn(OUTCOMES, correct) ? OUTCOMES[correct] : undefined;
    if (outcome === undefined) throw new RowError('correct must be 1, 0, true or false');
    return outcome;
  }
  if (score !== null) return score >= 0.5;
  if (rating !== null) return rating >= 2;
  throw new RowError('correct, score or rating must be given');
}

/** Of a question with several skills, each has the same share. */
function skillsOf(text: string | undefined): FoldedSkill[] {
  const ids = listOf(text);
  return ids.map((skill_id) => ({ skill_id, weight: 1 / ids.length }));
}

function contextOf(text: string | undefined): AnswerContext {
  const context = ANSWER_CONTEXTS.find((one) => one === (text ?? 'practice'));
  if (!context) throw new RowError(`context must be one of ${ANSWER_CONTEXTS.join(', ')}`);
  return context;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const [EARLIEST, LATEST] = [Date.UTC(1900, 0), Date.UTC(2200, 0)];

function instantOf(text: string | undefined, unit: TimeUnit, base: string | null): string {
  if (text === undefined && base === null)
    throw new RowError('at must be given, or --base say when the answers are from');
  if (text === undefined) return base!;
  const isNumber = NUMBER.test(text);
  if (!isNumber && !ISO.test(text)) {
    throw new RowError('at must be a number, or a time with its zone such as 2026-01-21T12:00:00Z');
  }
  const instant = isNumber
    ? Math.round(Number(text) * (unit === 'seconds' ? 1000 : 1))
    : Date.parse(text.replace(' ', 'T'));
  if (!isNumber && !dayExists(`${text.slice(0, 10)}T00:00:00Z`))
    throw new RowError('at is on a day that does not exist');
  if (!(instant >= EARLIEST && instant < LATEST)) {
    throw new RowError('at must be between 1900 and 2200: numbers are seconds, or what --at-unit says');
  }
  return new Date(instant).toISOString();
}
