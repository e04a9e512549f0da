import { seededRandom } from '../../../src/demo/random.js';

/** Answers of learners to one skill, as Bayesian Knowledge Tracing has them: of each, in order, whether they were right. */
export function simulatedKnowledge(
  model: { p_init: number; p_transit: number; p_slip: number; p_guess: number },
  given: { learners: number; answers: number; seed: number },
): boolean[][] {
  const random = seededRandom(given.seed);
  return Array.from({ length: given.learners }, () => {
    let isKnown = random() < model.p_init;
    return Array.from({ length: given.answers }, () => {
      const isRight = random() < (isKnown ? 1 - model.p_slip : model.p_guess);
      isKnown ||= random() < model.p_transit;
      return isRight;
    });
  });
}
