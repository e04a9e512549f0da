/** NUL and lone surrogates: what PostgreSQL cannot store, or would store changed. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether a value is a text that PostgreSQL stores and gives back the very same. */
export const isStorableText = (value: unknown): value is string => typeof value === 'string' && !UNSTORABLE.test(value);

/** The text with each unstorable character replaced by a visible escape such as `\u0000`. */
export const escapeUnstorable = (text: string): string =>
  text.replace(
    new RegExp(UNSTORABLE, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Control characters but for tabs and line feeds, and characters that change the direction of a text. */
const UNREADABLE = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** What does not show: spaces, format characters and what is ignored by default. */
const INVISIBLE = /^[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** What is wrong with a text that people write for people; undefined for one that can be stored and shows as it is. */
export function humanTextProblem(text: unknown, longest: number): string | undefined {
  if (typeof text !== 'string' || text.length > longest || INVISIBLE.test(text)) {
    return `must be a text of 1 to ${longest} characters that is not blank`;
  }
  if (!isStorableText(text)) return 'must not contain NUL or lone surrogates';
  return UNREADABLE.test(text)
    ? 'must not contain control characters, nor characters that change the direction of a text'
    : undefined;
}
