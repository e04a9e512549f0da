import { InvalidArgumentError } from '../errors/input.errors.js';

/** Epoch, transaction and number of an event. */
export type EventPosition = readonly [epoch: string, xid: string, id: string];

/** Before all events. */
export const FEED_START: EventPosition = ['0', '0', '0'];

/** The cursor of an event, in SQL over `engine_events`. */
export const CURSOR = "epoch || '.' || xid || '.' || id";

const FORM = /^(\d{1,18})\.(\d{1,19})\.(\d{1,18})$/;

/** @throws InvalidArgumentError unless it is a text as `CURSOR` makes it */
export function checkCursor(after: unknown): EventPosition {
  const [, epoch, xid, id] = FORM.exec(String(after)) ?? [];
  if (typeof after !== 'string' || !epoch || !xid || !id) {
    throw new InvalidArgumentError('after', 'must be the cursor of an event');
  }
  return [epoch, xid, id];
}

/** Whether a text is a cursor. */
export const isCursor = (text: string): boolean => FORM.test(text);

/** Less than 0 when the first event comes before the second one in the feed, by their cursors. */
export function compareCursors(one: string, other: string): number {
  const [first, second] = [one.split('.'), other.split('.')];
  const place = first.findIndex((part, index) => part !== second[index]);
  if (place < 0) return 0;
  return BigInt(first[place]!) < BigInt(second[place]!) ? -1 : 1;
}
