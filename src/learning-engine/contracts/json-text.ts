/** NUL and lone surrogates: what PostgreSQL cannot store, or would store changed. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether PostgreSQL stores the text and gives the very same text back. */
export const isStorableText = (text: string): boolean => !UNSTORABLE.test(text);

/** The text with each unstorable character replaced by a visible escape such as `\u0000`. */
export const escapeUnstorable = (text: string): string =>
  text.replace(
    new RegExp(UNSTORABLE, 'gu'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
