import { compareIds } from './order.js';

/** What every event says of its place in time. */
export interface Timed {
  readonly at: string;
  /** Orders events of one instant. */
  readonly sequence?: number;
}

/** A place in the order in which events are folded. */
export interface Place {
  /** In milliseconds since 1970. */
  instant: number;
  /** Null for an event without one. */
  sequence: number | null;
  id: string;
}

/** An event of an input list with its place. */
export interface Placed<Event> extends Place {
  event: Event;
  /** Index in the list as it was given. */
  index: number;
}

/**
 * By instant, then by sequence, a missing one first, then by id, ids of digits as numbers. The order is total: no two different
 * events have the same place.
 */
export const comparePlaces = (one: Place, other: Place): number =>
  one.instant - other.instant || (one.sequence ?? -1) - (other.sequence ?? -1) || compareIds(one.id, other.id);
