/** A quicker answer than this share of the usual time of its item is none, as in `mastery` v2. */
const RAPID_SHARE = 0.1;

/**
 * Whether an answer came too fast to be one. It is nothing that a version could predict, and tells nothing of the difficulty of its item.
 *
 * @param durationMs how long it took; null where that is not known
 * @param usualMs how long the item usually takes; null or undefined where that is not known
 */
export const isRapidGuess = (durationMs: number | null, usualMs: number | null | undefined): boolean =>
  durationMs !== null && durationMs < RAPID_SHARE * (usualMs ?? 0);
