/** Of a list that is not empty. */
export function median(values: readonly number[]): number {
  const ascending = [...values].sort((one, other) => one - other);
  const middle = ascending.length >> 1;
  return ascending.length % 2 === 1 ? ascending[middle]! : (ascending[middle - 1]! + ascending[middle]!) / 2;
}

/** The value that a share of a list, which is not empty, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((one, other) => one - other);
  return ascending[Math.ceil(share * ascending.length) - 1]!;
}
