/** Index of the quote that ends a string, from an index in it that does not follow a backslash; at least the length where none does. */
export function endOfString(text: string, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}

/** Index of the last character of the number, `true`, `false` or `null` begun at `start`. */
export function endOfLiteral(text: string, start: number): number {
  let index = start;
  while (index + 1 < text.length && !',]} \t\n\r'.includes(text[index + 1]!)) index += 1;
  return index;
}
