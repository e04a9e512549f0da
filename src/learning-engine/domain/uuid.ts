import { createHash, randomUUID } from 'node:crypto';

/** Any 128 bits, as PostgreSQL takes them: a host's ids need not follow the versions of RFC 9562. */
/** For schemas, which know no flags. */
export const UUID_PATTERN = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

const UUID = new RegExp(UUID_PATTERN);

/** Whether a value is a UUID. Ask before SQL: PostgreSQL answers anything else with a syntax error (22P02). */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** The UUIDv7 (RFC 9562) of a time, with the random bits of a UUIDv4: both have them in the same places. */
export function uuidV7(msecs: number, random: string): string {
  const time = msecs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** The UUIDv5 (RFC 9562) of a name in a namespace: the same for the same two, everywhere and always. */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const text = hash.toString('hex', 0, 16);
  return [0, 8, 12, 16, 20].map((from, index, all) => text.slice(from, all[index + 1])).join('-');
}

/** A new time-ordered id (UUIDv7), so that runs can be paged by their key. */
export const newRunId = (): string => uuidV7(Date.now(), randomUUID());

/** The id of a part of some work, from the id of all of it: a UUIDv7 of the same time, the same for the same two. */
export const partId = (id: string, part: string): string => uuidV7(timeOf(id), uuidV5(id, part));

const timeOf = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const DAY_MS = 24 * 3600 * 1000;

/** Whether an id is a UUIDv7 whose time is within a day of now: order, pages and retention of runs rest on it. */
export const isRunIdOfToday = (id: string): boolean => UUID_V7.test(id) && Math.abs(timeOf(id) - Date.now()) <= DAY_MS;
