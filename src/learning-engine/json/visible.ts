/** What ends a line, or gives a terminal orders: of C0 all but tab and line feed, DEL, C1, and Unicode's line ends. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\u2028\u2029]/gu;

/** Shows control characters as JSON writes them (`\u001b`), so that a text has no effect but to be read. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
