import { compareTexts } from './order.js';
import { type Refuse } from './problem.js';

interface Timed {
  readonly at: string;
}

/** An event of an input list with its instant, in milliseconds since 1970. */
export interface Placed<Event> {
  event: Event;
  instant: number;
  /** Index in the list as it was given. */
  index: number;
}

/**
 * The events of a list in the order in which they are folded: by instant, then by id, each id once. So the order of the
 * list and a repeated event make no difference.
 *
 * @param list the list's name in the input
 * @param refuse called when an id is repeated with different content: to drop either would depend on the list's order
 */
export function inTimeOrder<IdField extends string, Event extends Timed & { readonly [id in IdField]: string }>(
  events: readonly Event[],
  { list, id, refuse }: { list: string; id: IdField; refuse: Refuse },
): Placed<Event>[] {
  const first = new Map<string, Placed<Event>>();
  events.forEach((event, index) => {
    const known = first.get(event[id]);
    if (!known) first.set(event[id], { event, instant: Date.parse(event.at), index });
    else if (!sameContent(known.event, event)) refuse([list, index], 'repeats an id with different content');
  });
  return [...first.values()].sort(
    (one, other) => one.instant - other.instant || compareTexts(one.event[id], other.event[id]),
  );
}

/** Events are flat: their fields are texts, numbers, booleans and null. */
function sameContent(one: object, other: object): boolean {
  const fields = Object.entries(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every(([name, value]) => (other as Record<string, unknown>)[name] === value)
  );
}
