import { type FieldProblem } from '../api/problem';
import { type Draft } from './draft';
import { stepsOf } from './schema';

/** What the service says of fields, and of what has no field. */
export interface PlacedProblems {
  byPointer: ReadonlyMap<string, string>;
  others: readonly FieldProblem[];
}

/**
 * Puts the problems of an answer beside the fields that they name.
 *
 * @param root where the parameters are in the request, such as `/params`
 * @param name what the service calls the parameters in its words, such as `mastery`: it is left out where the field stands beside it
 */
export function placeProblems(
  errors: readonly FieldProblem[],
  draft: Draft,
  root: string,
  name: string,
): PlacedProblems {
  const byPointer = new Map<string, string>();
  const others: FieldProblem[] = [];
  for (const error of errors) {
    const pointer = error.pointer?.startsWith(`${root}/`) ? error.pointer.slice(root.length) : undefined;
    const place = pointer === undefined ? undefined : placeOf(pointer, draft);
    if (place === undefined) {
      others.push(error);
      continue;
    }
    const said = withoutName(error.detail, place, name);
    byPointer.set(place, [byPointer.get(place), said].filter(Boolean).join(' '));
  }
  return { byPointer, others };
}

/** The element of a list, or else the nearest field around what is named. */
function placeOf(pointer: string, draft: Draft): string | undefined {
  for (let place = pointer; place; place = place.slice(0, place.lastIndexOf('/'))) {
    if (place in draft) return place;
    const end = place.lastIndexOf('/');
    const list = draft[place.slice(0, end)];
    if (Array.isArray(list) && Number(place.slice(end + 1)) < list.length) return place;
  }
  return undefined;
}

function withoutName(detail: string, pointer: string, name: string): string {
  const called = stepsOf(pointer).reduce((path, one) => path + (/^\d+$/.test(one) ? `[${one}]` : `.${one}`), name);
  return detail.startsWith(`${called} must `) ? detail.slice(called.length + 1) : detail;
}
