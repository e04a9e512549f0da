import { isUuid } from '../domain/uuid.js';
import { dayExists } from '../schema/utc-time.js';
import { InvalidArgumentError } from '../errors/input.errors.js';

/** Where a run stands in the order of the log. */
export interface RunPosition {
  /** To the microsecond: through a Date, runs of one millisecond would get lost. */
  startedAt: string;
  id: string;
}

/** The same as one text, in SQL over `algo_runs`. */
export const POSITION = `to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || id`;

const FORM = /^((?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})$/;

/** @throws InvalidArgumentError unless it is a text as `POSITION` makes it */
export function checkPosition(before: unknown): RunPosition {
  const [, startedAt, id] = FORM.exec(String(before)) ?? [];
  if (!startedAt || !dayExists(startedAt) || !isUuid(id)) {
    throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
  }
  return { startedAt, id };
}
