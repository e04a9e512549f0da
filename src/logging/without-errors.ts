import { LoggedError } from './logged-error.js';

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
