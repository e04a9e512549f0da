import { type Report } from '../json/problem.js';

/**
 * The rows of an input list by their id, in the list's order. A Map: an id may be `__proto__`.
 *
 * @param list the list's name in the input
 * @param report called when an id is there twice; the first of its rows counts
 */
export function indexById<IdField extends string, Row extends { readonly [id in IdField]: string }>(
  rows: readonly Row[],
  { list, id, report }: { list: string; id: IdField; report: Report },
): Map<string, Row> {
  const found = new Map<string, Row>();
  rows.forEach((row, index) => {
    if (found.has(row[id])) report([list, index], 'repeats an id');
    else found.set(row[id], row);
  });
  return found;
}
