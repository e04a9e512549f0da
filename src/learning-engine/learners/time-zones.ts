import { type EntityManager, QueryFailedError } from 'typeorm';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { LearnerErasedError } from '../errors/learner.errors.js';

/** $1 zone. The database counts days by it, too, and need not know the zones that this process knows. */
const IS_KNOWN = 'SELECT clock_timestamp() AT TIME ZONE $1';
const UNKNOWN_ZONE = '22023';

/**
 * $1 account, $2 zone or null: of the person to whom the account belongs. One of whom nothing is known becomes known. No row for a
 * learner who was erased.
 */
const SET_TIME_ZONE = `
  INSERT INTO learners (id, revision, last_seq, time_zone)
  SELECT coalesce((SELECT merged_into FROM learners WHERE id = $1), $1::uuid), 0, 0, $2
  ON CONFLICT ON CONSTRAINT pk_learners DO UPDATE SET time_zone = EXCLUDED.time_zone WHERE learners.erased_at IS NULL
  RETURNING id`;

/**
 * @throws InvalidArgumentError for a zone that the database does not know
 * @throws LearnerErasedError
 */
export async function setTimeZone(manager: EntityManager, id: string, timeZone: string | null): Promise<void> {
  if (timeZone !== null) await manager.query(IS_KNOWN, [timeZone]).catch(rejectZone);
  if ((await manager.query<unknown[]>(SET_TIME_ZONE, [id, timeZone])).length === 0) throw new LearnerErasedError(id);
}

function rejectZone(error: unknown): never {
  const isUnknown = error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNKNOWN_ZONE;
  throw isUnknown ? new InvalidArgumentError('timeZone', 'must be a time zone that the database knows, too') : error;
}
