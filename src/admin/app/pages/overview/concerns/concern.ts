import { type UseQueryResult } from '@tanstack/react-query';
import { Problem } from '../../../api/problem';

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

/** An app that has the engine in it may leave routes out: then there is nothing to look at. */
const isAbsent = ({ error }: UseQueryResult<unknown, unknown>): boolean =>
  error instanceof Problem && error.status === 404;

/** @param what the query reads, by name */
export function looked(query: UseQueryResult<unknown, unknown>, what: string, concerns: Concern[]): Looked {
  return {
    concerns,
    unread: query.isError && !isAbsent(query) ? [what] : [],
    isKnown: query.isSuccess || isAbsent(query),
  };
}

export const together = (parts: readonly Looked[]): Looked => ({
  concerns: parts.flatMap(({ concerns }) => concerns),
  unread: [...new Set(parts.flatMap(({ unread }) => unread))],
  isKnown: parts.every(({ isKnown }) => isKnown),
});
