/** The largest integer that JSON holds exactly. */
export const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;

/** A count with one more. It stays at the largest one. */
export const oneMore = (count: number): number => Math.min(count + 1, LARGEST_COUNT);
