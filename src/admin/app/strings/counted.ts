/** A count with its noun, in English: `1 run`, `2 runs`. */
export const counted = (count: string, one: string, many = `${one}s`): string =>
  `${count} ${count === '1' ? one : many}`;
