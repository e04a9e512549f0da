/**
 * How far a fit of its own is believed, against what many have in common: as the mean of n observations is against a prior that
 * counts as many as `half`.
 *
 * @returns 0 to 1: 0 without observations
 */
export const ownShare = (n: number, half: number): number => (n === 0 ? 0 : n / (n + half));

/** What was fitted, drawn towards what is common. Both have as many numbers. */
export const drawnTowards = (common: readonly number[], fitted: readonly number[], share: number): number[] =>
  common.map((value, index) => value + share * (fitted[index]! - value));
