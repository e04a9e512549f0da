import { inspect } from 'node:util';

/** Longer texts cannot be put into a sentence. */
const LONGEST_TEXT = 2 ** 24;

/** The text of anything that was thrown: programs throw all sorts of things, some of which have no text. */
export function textOf(thrown: unknown): string {
  for (const textIn of [String, inspect]) {
    try {
      return textIn(thrown).slice(0, LONGEST_TEXT);
    } catch {
      // What turns it into a text is its own, and may throw as well.
    }
  }
  return 'something without a text';
}
