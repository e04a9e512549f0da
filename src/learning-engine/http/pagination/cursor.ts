import { createHash } from 'node:crypto';
import { RequestProblem } from '../problems/problem.js';

/**
 * Whose walk it is, over what: a cursor of another caller, or with other filters, is rejected. The digest has no key, as
 * it guards against mistakes alone: what a caller may see is decided by the query, not by the cursor.
 */
export interface Walk {
  userId: string;
  filters: object;
}

/** Where a page ended, as text for the caller to give back. */
export const toCursor = (position: string | null, walk: Walk): string | null =>
  position === null ? null : Buffer.from(`${digestOf(position, walk)}${position}`).toString('base64url');

/** @throws RequestProblem for a cursor that was altered or belongs to another walk */
export function fromCursor(cursor: string | undefined, walk: Walk): string | undefined {
  if (cursor === undefined) return undefined;
  const position = Buffer.from(cursor, 'base64url').toString().slice(DIGEST_LENGTH);
  if (toCursor(position, walk) === cursor) return position;
  throw new RequestProblem('invalid-request', undefined, [
    { parameter: 'cursor', detail: 'must be the next_cursor of a page with the same filters' },
  ]);
}

const DIGEST_LENGTH = 22;

const digestOf = (position: string, { userId, filters }: Walk): string =>
  createHash('sha256')
    .update(JSON.stringify([position, userId, Object.entries(filters).sort()]))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
