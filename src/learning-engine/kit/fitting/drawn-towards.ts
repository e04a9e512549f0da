/**
 * How far a fit of its own is believed, against what many have in common: as the mean of n observations is against a prior that
 * counts as many as `half`.
 *
 * @returns 0 to 1: 0 without observations
 */
export const ownShare = (n: number, half: number): number => (n === 0 ? 0 : n / (n + half));

/** What was fitted, drawn towards what is common. Both have as many numbers. No result leaves the two that it is between. */
export const drawnTowards = (common: readonly number[], fitted: readonly number[], share: number): number[] =>
  common.map((value, index) => between(value, fitted[index]!, share));

/** Rounding would take some results out of bounds that both ends are in. */
const between = (from: number, to: number, share: number): number =>
  Math.min(Math.max(from + share * (to - from), Math.min(from, to)), Math.max(from, to));
