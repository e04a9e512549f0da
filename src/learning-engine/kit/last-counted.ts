import { type Path, type Report } from '../json/problem.js';
import { comparePlaces, type Place } from './time-order.js';

/** The last event that a state has counted. Without an id the state does not say which events of that instant it has. */
export interface Counted extends Omit<Place, 'id'> {
  id: string | null;
  /** The state's field that says when, where it is not the one of the other states. */
  field?: string;
}

/** Names of the fields in which a state says how much it has counted, if it does, and which event was the last. */
export interface CountedFields<State> {
  count?: keyof State & string;
  at: keyof State & string;
  sequence: keyof State & string;
  id: keyof State & string;
}

export function lastCounted<State extends object>(state: State, fields: CountedFields<State>): Counted | undefined {
  const { at, sequence, id } = valuesOf(state, fields);
  return at === null ? undefined : { instant: Date.parse(at), sequence, id };
}

/**
 * Reports what a state says of its last event and contradicts itself, or `now`.
 *
 * @param path of the state in the input
 */
export function checkLastCounted<State extends object>(
  state: State,
  fields: CountedFields<State>,
  { path, now, report }: { path: Path; now?: string; report: Report },
): void {
  const { count, at, sequence, id } = valuesOf(state, fields);
  const wrong = (field: string, reason: string) => report([...path, field], reason);
  if (at !== null && count === 0) wrong(fields.at, `must be null while ${fields.count} is 0`);
  if (at === null && id !== null) wrong(fields.id, `must be null while ${fields.at} is null`);
  if (id === null && sequence !== null) wrong(fields.sequence, `must be null while ${fields.id} is null`);
  if (at !== null && now !== undefined && Date.parse(at) > Date.parse(now)) wrong(fields.at, 'must not be after now');
}

/** What is wrong with the place of an event, after what its state has counted; undefined if nothing is. */
export function whyNotNext(
  event: Place,
  counted: Counted,
  { at, owner }: { at: string; owner: string },
): { field?: 'at'; reason: string } | undefined {
  const { id, field = at } = counted;
  if (event.id === id) return { reason: `is the last event that its ${owner} has counted` };
  if (event.instant < counted.instant)
    return { field: 'at', reason: `must not be before the ${field} of its ${owner}` };
  if (event.instant > counted.instant) return undefined;
  if (id === null) {
    return {
      field: 'at',
      reason: `must be after the ${field} of its ${owner}, which does not say what its last event was`,
    };
  }
  return comparePlaces(event, { ...counted, id }) > 0
    ? undefined
    : { reason: `must come after the last event of its ${owner}: by at, then sequence, then id` };
}

function valuesOf<State extends object>(
  state: State,
  { count, at, sequence, id }: CountedFields<State>,
): { count: number | undefined; at: string | null; sequence: number | null; id: string | null } {
  const values = state as Record<string, unknown>;
  return {
    count: count && (values[count] as number),
    at: (values[at] as string | undefined) ?? null,
    sequence: (values[sequence] as number | undefined) ?? null,
    id: (values[id] as string | undefined) ?? null,
  };
}
