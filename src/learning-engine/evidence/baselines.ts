/** A probability of a right answer for each of a learner's answers, by what came before it. */
export type Baseline = (right: readonly boolean[]) => number[];

/** Always the same probability. */
export const constant =
  (probability: number): Baseline =>
  (right) =>
    right.map(() => probability);

const DECAY = 0.9;

/**
 * The moving average of a learner's own answers, exponentially weighted: what can be said of the next answer without knowing what
 * it is about. It begins at a probability, which fades like an answer.
 */
export const movingAverage =
  (start: number): Baseline =>
  (right) => {
    let average = start;
    return right.map((isRight) => {
      const predicted = average;
      average = DECAY * average + (1 - DECAY) * Number(isRight);
      return predicted;
    });
  };
