import { type EntityManager } from 'typeorm';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { LearnerErasedError } from '../errors/learner.errors.js';

/**
 * $1 zone. The database counts days by it, too, and need not know the zones that this process knows. It also takes abbreviations for
 * zones, and means others by them: IST is India here and Israel there. So the zone has to be one of its names. It never fails, and so
 * leaves the transaction as it was.
 */
const IS_KNOWN = 'SELECT FROM pg_timezone_names WHERE lower(name) = lower($1)';

/**
 * $1 account, $2 zone or null: of the person to whom the account belongs. One of whom nothing is known becomes known. No row for a
 * learner who was erased.
 */
const SET_TIME_ZONE = `
  INSERT INTO learners (id, revision, last_seq, time_zone)
  SELECT coalesce((SELECT merged_into FROM learners WHERE id = $1), $1::uuid), 0, 0, $2
  ON CONFLICT ON CONSTRAINT pk_learners DO UPDATE SET time_zone = EXCLUDED.time_zone WHERE learners.erased_at IS NULL
  RETURNING id`;

/** Zones that the database knows, of a data source: it reads a file for each of its zones, which takes some 40 ms. */
const known = new WeakMap<object, Set<string>>();

/**
 * @throws InvalidArgumentError for a zone that the database does not know
 * @throws LearnerErasedError
 */
export async function setTimeZone(manager: EntityManager, id: string, timeZone: string | null): Promise<void> {
  if (timeZone !== null) await checkKnown(manager, timeZone);
  if ((await manager.query<unknown[]>(SET_TIME_ZONE, [id, timeZone])).length === 0) throw new LearnerErasedError(id);
}

async function checkKnown(manager: EntityManager, timeZone: string): Promise<void> {
  const zones = known.get(manager.dataSource) ?? new Set();
  known.set(manager.dataSource, zones);
  const name = timeZone.toLowerCase();
  if (zones.has(name)) return;
  if ((await manager.query<unknown[]>(IS_KNOWN, [name])).length === 0) {
    throw new InvalidArgumentError('timeZone', 'must be a time zone that the database knows, too, by its full name');
  }
  zones.add(name);
}
