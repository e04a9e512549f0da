import { LoggedError } from './logged-error.js';

/** What ends a line, or gives a terminal orders: of C0 all but tab and line feed, DEL, C1, and Unicode's line ends. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\u2028\u2029]/gu;

/** Shows control characters as JSON writes them (`\u001b`), so that a text has no effect but to be read. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const MAX_DEPTH = 5;

/** The same value, with what a log may say of an error in place of every error in it. */
export function withoutErrors(value: unknown, depth = MAX_DEPTH): unknown {
  if (value instanceof Error) return new LoggedError(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => withoutErrors(item, depth - 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutErrors(item, depth - 1)]));
}
