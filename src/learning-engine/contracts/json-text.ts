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
