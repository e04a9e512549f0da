import { isJsonObject, type JsonObject, type JsonValue } from '../json/json.js';
import { parseJson } from '../json/parse-json.js';
import { RowError } from './answer-of-row.js';
import { type ImportContext, type ImportedRow, orReason } from './imported-row.js';
import { linesOf } from './text-lines.js';

/** Statements of xAPI 2.0 (IEEE 9274.1.1), one on each line. */
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/** Of a statement, which may have texts in many languages. */
const MOST_BYTES = 1024 * 1024;

interface Statement {
  line: number;
  /** Undefined where it is none. */
  object: JsonObject | undefined;
}

async function* statementsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Statement> {
  for await (const { line, text } of linesOf(bytes, MOST_BYTES)) {
    if (text?.trim() === '') continue;
    yield { line, object: statementOf(text) };
  }
}

function statementOf(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The answers of statements with a result, as learners gave them: at their `timestamp`. What a voiding statement of the same text refers
 * to is none, and is withdrawn where it was imported before.
 *
 * @param open the text, which is read twice
 */
export async function* importedXapi(
  open: () => AsyncIterable<Uint8Array>,
  { learnerId }: ImportContext & { learnerId?: string },
): AsyncGenerator<ImportedRow> {
  const voided = new Set<string>();
  const seen = new Set<string>();
  for await (const { object } of statementsOf(open())) {
    const target = object && voidedBy(object);
    if (target !== undefined) voided.add(target);
  }
  for await (const { line, object } of statementsOf(open())) {
    yield orReason(line, () => {
      if (!object) throw new RowError('is no statement: each line must be a JSON object');
      const target = voidedBy(object);
      if (target !== undefined) {
        const isHere = seen.delete(target);
        return {
          voids: target,
          reason: isHere ? 'voids a statement before it' : 'voids a statement that is not known here',
        };
      }
      const id = textAt(object, 'id');
      if (id !== undefined && voided.has(id)) {
        seen.add(id);
        throw new RowError('was voided');
      }
      return answerOf(object, learnerId);
    });
  }
}

function voidedBy(statement: JsonObject): string | undefined {
  if (textAt(statement, 'verb', 'id') !== VOIDED || textAt(statement, 'object', 'objectType') !== 'StatementRef') {
    return undefined;
  }
  return textAt(statement, 'object', 'id') ?? '';
}

function answerOf(statement: JsonObject, learnerId: string | undefined): { learner: string; answer: JsonObject } {
  const learner = actorOf(statement) ?? learnerId;
  if (learner === undefined) throw new RowError('actor must have an account, mbox, mbox_sha1sum or openid');
  const [id, timestamp] = [textAt(statement, 'id'), textAt(statement, 'timestamp')];
  if (id === undefined) throw new RowError('id must be given');
  if (timestamp === undefined || !ZONED.test(timestamp) || Number.isNaN(Date.parse(timestamp))) {
    throw new RowError('timestamp must be a time with its zone');
  }
  const item = textAt(statement, 'object', 'id');
  const success = at(statement, 'result', 'success');
  const scaled = at(statement, 'result', 'score', 'scaled');
  if (typeof success !== 'boolean' && typeof scaled !== 'number') {
    throw new RowError('is no answer: its result has neither success nor score.scaled');
  }
  const registration = textAt(statement, 'context', 'registration');
  const duration = durationOf(textAt(statement, 'result', 'duration'));
  return {
    learner,
    answer: {
      ...{ event_id: id, at: new Date(timestamp).toISOString() },
      ...(item !== undefined && { item_id: item }),
      ...(typeof success === 'boolean' && { correct: success }),
      ...(typeof scaled === 'number' && { score: scaled }),
      ...(duration !== undefined && { duration_ms: duration }),
      ...(registration !== undefined && { session_id: registration }),
    },
  };
}

const ZONED = /(Z|[+-]\d{2}(:?\d{2})?)$/;

function actorOf(statement: JsonObject): string | undefined {
  const account = textAt(statement, 'actor', 'account', 'name');
  if (account !== undefined) return account;
  const names = ['mbox', 'mbox_sha1sum', 'openid'];
  return names.map((name) => textAt(statement, 'actor', name)).find((text) => text !== undefined);
}

function at(value: JsonValue, ...path: string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const name of path) found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

function textAt(value: JsonValue, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

const DURATION = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** In milliseconds. One in months or years has no length. */
function durationOf(text: string | undefined): number | undefined {
  const parts = text === undefined ? null : DURATION.exec(text);
  if (!parts) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.round((((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000);
}
