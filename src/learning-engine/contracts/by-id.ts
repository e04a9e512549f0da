import { type Refuse } from './problem.js';

/**
 * The rows of an input list by their id, in the list's order. A Map: an id may be `__proto__`.
 *
 * @param list the list's name in the input
 * @param refuse called when an id is there twice
 */
export function byId<IdField extends string, Row extends { readonly [id in IdField]: string }>(
  rows: readonly Row[],
  { list, id, refuse }: { list: string; id: IdField; refuse: Refuse },
): Map<string, Row> {
  const found = new Map<string, Row>();
  rows.forEach((row, index) => {
    if (found.has(row[id])) refuse([list, index], 'repeats an id');
    found.set(row[id], row);
  });
  return found;
}
