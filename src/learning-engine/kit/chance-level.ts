interface WithChance {
  /** Probability of a right answer by guessing, 0 to 0.5. */
  readonly guess?: number | null;
  /** Number of options of a multiple-choice question; guessing then succeeds once in so many times. */
  readonly option_count?: number | null;
}

/** The probability of a right answer by guessing; 0 where nothing is said about it. */
export const chanceLevel = ({ guess, option_count }: WithChance): number =>
  guess ?? (typeof option_count === 'number' ? 1 / option_count : 0);
