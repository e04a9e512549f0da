/** The name that this one was probably meant to be; undefined for a name of something else. */
export function similarName(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return undefined;
  const upper = name.toUpperCase();
  return names.find((known) => known[0] === upper[0] && distance(upper, known) <= (known.length < 8 ? 1 : 2));
}

/** How many letters have to be put in, taken out, replaced or exchanged with their neighbour to make one of the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isExchange = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const exchanged = isExchange ? before[column - 2]! + 1 : Infinity;
      next[column] = Math.min(last[column]! + 1, next[column - 1]! + 1, replaced, exchanged);
    }
    [before, last] = [last, next];
  }
  return last[b.length]!;
}
