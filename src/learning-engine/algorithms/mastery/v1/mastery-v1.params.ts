import { type CrossRule } from '../../../authoring/learning-algorithm.decorator.js';
import { AboveUpTo, FromBelow, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Parameters of Bayesian Knowledge Tracing. All but `min_attempts` are probabilities. */
export class MasteryV1Params {
  @Inside(0, 1, {
    title: 'Initial knowledge',
    description: 'Probability that a skill is known before the first answer.',
    unit: 'probability',
  })
  p_init: number = 0.25;

  @Inside(0, 1, {
    title: 'Learning',
    description: 'Probability that an unknown skill becomes known, at each answer.',
    unit: 'probability',
  })
  p_transit: number = 0.1;

  @Inside(0, 0.5, {
    title: 'Slip',
    description: 'Probability of a wrong answer where the skill is known.',
    unit: 'probability',
  })
  p_slip: number = 0.1;

  @Inside(0, 0.5, {
    title: 'Guess',
    description:
      'Probability of a right answer where the skill is not known. The chance level of an event can raise it.',
    unit: 'probability',
  })
  p_guess: number = 0.2;

  @FromBelow(0, 1, {
    title: 'Forgetting',
    description: 'Probability that a known skill is forgotten, at each answer; 0 is the classic model.',
    unit: 'probability',
  })
  p_forget: number = 0;

  @Inside(0.5, 1, {
    title: 'Mastery threshold',
    description: 'Probability of knowing from which a skill can count as mastered.',
    unit: 'probability',
  })
  mastery_threshold: number = 0.95;

  @IntegerAtLeast(1, {
    title: 'Least attempts',
    description: 'Answers needed before a skill can count as mastered.',
    unit: 'answers',
  })
  min_attempts: number = 5;

  @AboveUpTo(0, 0.001, {
    title: 'Clamp',
    description: 'P(known) is kept this far from 0 and 1: at certainty no answer could move it again.',
    unit: 'probability',
  })
  clamp: number = 1e-9;

  /**
   * The third is of Shchepakin, Sankaranarayanan & Zimmaro (EDM 2024, arXiv 2401.09456): below the fixed point of the
   * wrong-answer map a wrong answer would raise P(known). The fourth asks the same for the highest chance level that an answer
   * can have, 0.5. With the fifth no skill is mastered without a right answer, and wrong answers end every mastery.
   */
  static readonly crossRules: CrossRule<MasteryV1Params>[] = [
    ({ p_guess, p_slip }) =>
      p_guess < 1 - p_slip ? undefined : { path: ['p_guess'], reason: 'must be less than 1 - p_slip' },
    ({ p_forget, p_transit }) =>
      p_forget < 1 - p_transit ? undefined : { path: ['p_forget'], reason: 'must be less than 1 - p_transit' },
    ({ p_init, p_guess, p_transit, p_slip }) =>
      p_init > ((1 - p_guess) * p_transit) / (1 - p_slip - p_guess)
        ? undefined
        : { path: ['p_init'], reason: 'must be greater than (1 - p_guess) * p_transit / (1 - p_slip - p_guess)' },
    ({ p_init, p_transit, p_slip }) =>
      p_init > p_transit / (1 - 2 * p_slip)
        ? undefined
        : {
            path: ['p_init'],
            reason:
              'must be greater than p_transit / (1 - 2 * p_slip): else wrong true/false answers would raise P(known)',
          },
    ({ mastery_threshold, p_init }) =>
      mastery_threshold > p_init ? undefined : { path: ['mastery_threshold'], reason: 'must be greater than p_init' },
    ({ mastery_threshold, clamp }) =>
      mastery_threshold <= 1 - clamp ? undefined : { path: ['mastery_threshold'], reason: 'must be at most 1 - clamp' },
    ({ p_init, clamp }) => (p_init >= clamp ? undefined : { path: ['p_init'], reason: 'must be at least clamp' }),
  ];
}
