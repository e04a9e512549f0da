import { type UseQueryResult } from '@tanstack/react-query';
/** Something that a person should look at. */
export interface Concern {
  key: string;
  words: string;
  /** What to do about it, in more words. */
  remedy?: string;
  /** The page where to look, if there is one. */
  to?: string;
}

/** What was looked at for concerns. */
export interface Looked {
  concerns: Concern[];
  /** Names of what could not be read. */
  unread: string[];
  /** Whether all of it was read. */
  isKnown: boolean;
}

/** An app may leave groups of routes out: then there is nothing to look at. */
export const NOTHING: Looked = { concerns: [], unread: [], isKnown: true };

/** @param what the query reads, by name */
export function looked(query: UseQueryResult<unknown, unknown>, what: string, concerns: Concern[]): Looked {
  return {
    concerns,
    unread: query.isError ? [what] : [],
    isKnown: query.isSuccess,
  };
}

export const together = (parts: readonly Looked[]): Looked => ({
  concerns: parts.flatMap(({ concerns }) => concerns),
  unread: [...new Set(parts.flatMap(({ unread }) => unread))],
  isKnown: parts.every(({ isKnown }) => isKnown),
});
