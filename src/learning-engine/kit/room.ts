import { type Report } from '../json/problem.js';
import { type Placed } from './time-order.js';

interface Room<Event> {
  /** The name of the events' list in the input. */
  events: string;
  /** The name of the list of states, and what is known of each by its id. */
  states: string;
  known: ReadonlyMap<string, unknown>;
  /** The field of an event that says whose state it changes. */
  id: keyof Event & string;
  /** How many states an input may have. */
  atMost: number;
  report: Report;
}

/** Reports events that would leave more states than the next input takes: every output can be passed back as it is. */
export function checkRoom<Event>(
  events: readonly Placed<Event>[],
  { known, id, atMost, report, ...lists }: Room<Event>,
): void {
  if (known.size + events.length <= atMost) return;
  const ids = new Set<unknown>(known.keys());
  for (const { event } of events) ids.add(event[id]);
  if (ids.size <= atMost) return;
  report(
    [lists.events],
    `must not bring ${lists.states} to more than ${atMost} rows, the most that a call takes: send fewer at a time`,
  );
}
