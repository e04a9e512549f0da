import { type Question } from '../http/ask.js';

/** A request that shows a token, or does not, and what becomes of it. */
export interface TokenCase extends Omit<Question, 'path' | 'method'> {
  name: string;
  accepted: boolean;
  /** Whether a token is to be seen at all, good or bad. */
  shown: boolean;
  /** Added to the path. */
  query?: string;
}

export const bearerOf = (token: string): string => `Bearer ${token}`;

/** Cases of one header line each, in which a token is to be seen. */
export const casesOf = (accepted: boolean, list: readonly [name: string, line: string][]): TokenCase[] =>
  list.map(([name, line]) => ({ name, accepted, shown: true, authorization: [line] }));
