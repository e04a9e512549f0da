import { isUuid } from '../domain/uuid.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { isUtcTime } from '../schema/utc-time.js';
import { type LearnerState } from './learner-state.view.js';

type StatePlace = Pick<LearnerState, 'scope_kind' | 'scope_id'>;
type DuePlace = StatePlace & Pick<LearnerState, 'due_at'> & { learner_id: string };

const FIRST_LEARNER = '00000000-0000-0000-0000-000000000000';

/** Where a page of the states of a learner ended. */
export const stateCursor = ({ scope_kind, scope_id }: StatePlace): string => written([scope_kind, scope_id]);

/** Where a page of due states ended. */
export const dueCursor = ({ due_at, learner_id, scope_kind, scope_id }: DuePlace): string =>
  written([due_at!, learner_id, scope_kind, scope_id]);

/**
 * Kind and id; before all of them for the first page.
 *
 * @throws InvalidArgumentError
 */
export const placeOfStateCursor = (after: unknown): string[] => (after === undefined ? ['', ''] : read(after, 2));

/**
 * Due time, learner, kind and id; before all of them for the first page.
 *
 * @throws InvalidArgumentError
 */
export function placeOfDueCursor(after: unknown): string[] {
  if (after === undefined) return ['-infinity', FIRST_LEARNER, '', ''];
  const place = read(after, 4);
  if (!isUtcTime(place[0]!) || !isUuid(place[1])) reject();
  return place;
}

const written = (place: readonly string[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function read(after: unknown, length: number): string[] {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(String(after), 'base64url').toString('utf8'));
  } catch {
    reject();
  }
  const isPlace =
    Array.isArray(place) &&
    place.length === length &&
    place.every((part) => typeof part === 'string' && !part.includes('\0'));
  return isPlace ? (place as string[]) : reject();
}

function reject(): never {
  throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
}
