import { type JsonObject, isJsonObject, type JsonValue } from '../json/json.js';
import { parseJson } from '../json/parse-json.js';
import { RowError } from './answer-of-row.js';
import { type ImportContext, type ImportedRow, orReason } from './imported-row.js';
import { linesOf, type TextLine } from './text-lines.js';

export interface NdjsonOptions extends ImportContext {
  /** Members by field, where their names are not those of an answer. Then other members are left out. */
  map?: Readonly<Record<string, string>>;
  /** The number of the first line. Default 1. */
  fromLine?: number;
  /** Whose answers these are, where the lines do not say it. */
  learnerId?: string;
}

/** An answer has 64 KiB of room, and its learner some. */
const MOST_BYTES = 128 * 1024;

/** The answers of a text with a JSON object on each line: an answer, and `learner_id`. Blank lines are passed over. */
export async function* importedNdjson(
  bytes: AsyncIterable<Uint8Array>,
  options: NdjsonOptions,
): AsyncGenerator<ImportedRow> {
  for await (const read of linesOf(bytes, MOST_BYTES, options.fromLine)) {
    if (read.text?.trim() === '') yield { line: read.line, isBlank: true };
    else yield orReason(read.line, () => answerOfLine(read, options));
  }
}

function answerOfLine({ text, line, problem }: TextLine, options: NdjsonOptions) {
  if (text === undefined) {
    throw new RowError(problem === 'too-long' ? `has more than ${MOST_BYTES} bytes` : 'is not UTF-8');
  }
  const { learner_id = options.learnerId, ...answer } = membersOf(objectOf(text), options.map);
  if (typeof learner_id !== 'string' && typeof learner_id !== 'number') throw new RowError('learner_id must be given');
  const isOrdered = answer.event_id !== undefined && answer.at !== undefined;
  const base = answer.at === undefined ? baseOf(options) : {};
  return {
    learner: String(learner_id),
    answer: {
      event_id: `${options.source}:${line}`,
      ...base,
      ...(!isOrdered && { sequence: line }),
      ...answer,
    },
  };
}

function baseOf({ base }: ImportContext): { at: string } {
  if (typeof base === 'string') return { at: base };
  throw new RowError('at must be given');
}

function objectOf(text: string): JsonObject {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw new RowError('is not JSON');
  }
  if (!isJsonObject(value)) throw new RowError('is no JSON object');
  return value;
}

/** Members that are null are missing. */
function membersOf(object: JsonObject, map: NdjsonOptions['map']): Record<string, JsonValue | undefined> {
  const members = map
    ? Object.entries(map).map(([field, name]): [string, JsonValue | undefined] => [
        NAMES[field] ?? field,
        Object.hasOwn(object, name) ? object[name] : undefined,
      ])
    : Object.entries(object);
  return Object.fromEntries(members.filter(([, value]) => value !== null && value !== undefined));
}

/** The fields of `--map` that an answer names otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  learner: 'learner_id',
  event: 'event_id',
  item: 'item_id',
  skills: 'skill_ids',
  groups: 'group_ids',
  bank: 'bank_id',
  session: 'session_id',
};
