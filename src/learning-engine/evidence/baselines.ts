import { type Predictor } from './replay.js';

/** Always the same probability. */
export const constant =
  (probability: number): Predictor =>
  (answers) =>
    answers.map(() => probability);

const DECAY = 0.9;

/**
 * The moving average of a learner's own answers, exponentially weighted: what can be said of the next answer without knowing what
 * it is about. It begins at a probability, which fades like an answer.
 */
export const movingAverage =
  (start: number): Predictor =>
  (answers) => {
    let average = start;
    return answers.map(({ correct }) => {
      const predicted = average;
      average = DECAY * average + (1 - DECAY) * Number(correct);
      return predicted;
    });
  };
