interface WithChance {
  /** Probability of a right answer by guessing, 0 to 0.5. */
  readonly guess?: number;
  /** Number of options of a multiple-choice question; guessing then succeeds once in so many times. */
  readonly option_count?: number;
}

/** The probability of a right answer by guessing; 0 where nothing is said about it. */
export const chanceLevel = ({ guess, option_count }: WithChance): number =>
  guess ?? (option_count === undefined ? 0 : 1 / option_count);
