import { canonicalJson } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { pointerOf, type Problem, type Report } from '../json/problem.js';
import { type Counted, whyNotNext } from './last-counted.js';
import { comparePlaces, type Placed, type Timed } from './time-order.js';
import { Id, Text } from '../schema/value-rules.js';

/** What becomes of events that break a rule: `refuse` (the default) ends the computation, `skip` leaves them out. */
export type OnInvalid = 'refuse' | 'skip';
export const ON_INVALID = ['refuse', 'skip'] as const satisfies OnInvalid[];

/** An event that was left out. */
export class LeftOut {
  @Id({
    title: 'Pointer',
    description: 'RFC 6901 pointer into the input: to the event, or to its field that breaks a rule.',
  })
  pointer: string;

  @Text({ title: 'Reason', description: 'What it breaks.' }) reason: string;
}

/** By which rules a list of events is judged, beside its contract. */
export interface EventRules<Event> {
  /** The list's name in the input. */
  list: string;
  /** The field with an event's id. */
  id: keyof Event & string;
  /** A field that may differ between rows of one event: an answer that concerns several skills has a row for each. */
  part?: keyof Event & string;
  /** Rows that break their contract, as `compute` gets them. */
  unfit: readonly Problem[];
  /** No event is later. */
  now?: string;
  onInvalid?: OnInvalid;
  /** The last event that the event's state has counted, if any, and what messages call them: events come after it. */
  counted?: { of: (event: Event) => Counted | undefined; at: string; owner: string };
  /** A rule of the version's own. */
  check?: (event: Event) => { field: keyof Event & string; reason: string } | undefined;
  /** Is called with each event that breaks a rule, unless such events are left out. */
  report: Report;
}

export interface JudgedEvents<Event> {
  /** Those that break no rule, in the order in which they are folded, each once. */
  events: Placed<Event>[];
  /** The others, in the list's order; only with `skip`. */
  leftOut?: LeftOut[];
}

/**
 * The events of a list that break no rule, in the order in which they are folded: by instant, then by `sequence`, a missing one
 * first, then by id. So neither the order of the list nor a repeated event makes a difference. Of those that break a rule all
 * are named at once. An id that is repeated with different content leaves out all its rows: to keep one of them would depend on
 * the list's order.
 */
export function judgedEvents<Event extends Timed>(
  rows: readonly Event[],
  rules: EventRules<Event>,
): JudgedEvents<Event> {
  const { list, unfit, onInvalid, report } = rules;
  const wrong = new Map<number, Problem>(
    unfit.filter(({ path }) => path[0] === list).map((problem) => [problem.path[1] as number, problem]),
  );
  const latest = rules.now === undefined ? Infinity : Date.parse(rules.now);
  const events = eachOnce(rows, rules, wrong)
    .filter((placed) => {
      const problem = problemOf(placed, rules, latest);
      if (problem) wrong.set(placed.index, problem);
      return !problem;
    })
    .sort(comparePlaces);
  const found = [...wrong].sort(([one], [other]) => one - other).map(([, problem]) => problem);
  if (onInvalid === 'skip') {
    return { events, leftOut: found.map(({ path, reason }) => ({ pointer: pointerOf(path), reason })) };
  }
  found.forEach(({ path, reason }) => report(path, reason));
  return { events };
}

/** The rows that fit their contract, each once. Of an id with different content none is among them. */
function eachOnce<Event extends Timed>(
  rows: readonly Event[],
  { list, id, part, onInvalid }: EventRules<Event>,
  wrong: Map<number, Problem>,
): Placed<Event>[] {
  const known = new Map<string, Event>();
  const parts = new Map<string, Set<unknown>>();
  const once: Placed<Event>[] = [];
  const contradictory = new Set<string>();
  const contradicts = (index: number) =>
    wrong.set(index, { path: [list, index], reason: 'repeats an id with different content' });
  rows.forEach((event, index) => {
    if (wrong.has(index)) return;
    const eventId = event[id] as string;
    const placed = { event, instant: Date.parse(event.at), sequence: event.sequence ?? null, id: eventId, index };
    const first = known.get(eventId);
    if (!first) {
      known.set(eventId, event);
      once.push(placed);
    } else if (!sameContent(first, event, part)) {
      contradictory.add(eventId);
      contradicts(index);
    } else if (part) {
      const counted = parts.get(eventId) ?? new Set([first[part]]);
      parts.set(eventId, counted);
      if (!counted.has(event[part])) once.push(placed);
      counted.add(event[part]);
    }
  });
  if (contradictory.size > 0 && onInvalid === 'skip') {
    rows.forEach((event, index) => {
      if (!wrong.has(index) && contradictory.has(event[id] as string)) contradicts(index);
    });
  }
  return contradictory.size === 0 ? once : once.filter((placed) => !contradictory.has(placed.id));
}

function sameContent<Event extends object>(one: Event, other: Event, part: string | undefined): boolean {
  const fields = Object.entries(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every(([name, value]) => name === part || isSame(value, (other as Record<string, unknown>)[name]))
  );
}

/** Most fields are no lists or objects. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && canonicalJson(one as JsonValue) === canonicalJson(other as JsonValue)); // prettier-ignore

/** What an event that fits its contract breaks. */
function problemOf<Event extends Timed>(
  placed: Placed<Event>,
  { list, counted, check }: EventRules<Event>,
  latest: number,
): Problem | undefined {
  const { event, index } = placed;
  const wrong = ({ field, reason }: { field?: string; reason: string }): Problem => ({
    path: field === undefined ? [list, index] : [list, index, field],
    reason,
  });
  if (placed.instant > latest) return wrong({ field: 'at', reason: 'must not be after now' });
  const broken = check?.(event);
  if (broken) return wrong(broken);
  const last = counted?.of(event);
  const late = last && whyNotNext(placed, last, counted!);
  return late && wrong(late);
}
