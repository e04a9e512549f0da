import { type text } from '../../strings';

export type Kind = keyof typeof text.audit.kinds;

/** Something that was changed, as a row of a table and of a file. */
export interface Change {
  id: string;
  at: string;
  kind: Kind;
  /** The algorithm, or the kind of sets. */
  subject: string;
  what: string;
  by: string | null;
  reason: string | null;
  /** The page that says more. */
  to: string;
}

/**
 * All changes, the newest first.
 *
 * @param log the newest entries of the log of activations, as far as it is read
 * @param others what else was changed: what is older than the log is read waits, so that no change is missing between two that are shown
 */
export function merged(log: readonly Change[], others: readonly Change[], isLogWhole: boolean): Change[] {
  const oldest = log.at(-1);
  const since = isLogWhole || !oldest ? -Infinity : Date.parse(oldest.at);
  return [...log, ...others.filter(({ at }) => Date.parse(at) >= since)].sort(
    (one, other) => Date.parse(other.at) - Date.parse(one.at),
  );
}

export interface Filters {
  kind?: string;
  subject?: string;
  by?: string;
  from?: string;
  to?: string;
}

/** Whether a change is as the filters say. Times are instants: the first is within, the last is not. */
export const isWanted =
  ({ kind, subject, by, from, to }: Filters) =>
  (change: Change): boolean =>
    (!kind || change.kind === kind) &&
    (!subject || change.subject === subject) &&
    (!by || (change.by ?? '').startsWith(by.toLowerCase())) &&
    (!from || Date.parse(change.at) >= Date.parse(from)) &&
    (!to || Date.parse(change.at) < Date.parse(to));
