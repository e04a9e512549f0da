import { isJsonObject } from '../json/json.js';
import { InvalidArgumentError } from '../errors/input.errors.js';

/** What an event is about: ids and counts by name. */
export type EventPayload = Readonly<Record<string, string | number | null>>;

/** An event to be recorded. */
export interface NewEvent {
  /** What happened, such as `answers.recorded`: at most 100 characters. */
  type: string;
  /** What it happened to: an id of at most 200 characters. */
  key: string;
  /** By names such as `run_id`: ids of at most 200 characters, integers and null. Never a text that a person typed. */
  payload?: EventPayload;
}

/** An event of the feed. */
export interface FeedEvent extends Required<NewEvent> {
  /** Where it stands: what to read `after`, to go on from it. */
  cursor: string;
  tenant: string;
  /** When it was written, by the clock of the database. The order of the feed is another one: that of the cursors. */
  recordedAt: Date;
}

const TYPE = /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/;
const ID = /^[A-Za-z0-9._:~-]{1,200}$/;
const NAME = /^[a-z][a-z0-9_]{0,99}$/;
const TYPE_LENGTH = 100;
const PAYLOAD_LENGTH = 2000;

const isId = (value: unknown): boolean => typeof value === 'string' && ID.test(value);
const isIdOrCount = (value: unknown): boolean => value === null || isId(value) || Number.isSafeInteger(value);

/**
 * The CHECKs of the table are as strict.
 *
 * @throws InvalidArgumentError naming the field
 */
export function checkEvent({ type, key, payload = {} }: NewEvent): Required<NewEvent> {
  if (typeof type !== 'string' || !TYPE.test(type) || type.length > TYPE_LENGTH) {
    throw new InvalidArgumentError('type', `must look like answers.recorded, in at most ${TYPE_LENGTH} characters`);
  }
  if (!isId(key)) throw new InvalidArgumentError('key', `must be an id: ${ID.source}`);
  if (!isJsonObject(payload)) throw new InvalidArgumentError('payload', 'must be an object');
  for (const [name, value] of Object.entries(payload)) {
    if (!NAME.test(name)) throw new InvalidArgumentError('payload', `must have names such as run_id: ${NAME.source}`);
    if (!isIdOrCount(value)) {
      throw new InvalidArgumentError(`payload.${name}`, `must be null, an integer or an id: ${ID.source}`);
    }
  }
  if (JSON.stringify(payload).length > PAYLOAD_LENGTH) {
    throw new InvalidArgumentError('payload', `must be JSON of at most ${PAYLOAD_LENGTH} characters`);
  }
  return { type, key, payload };
}
