import { type CrossRule } from '../../../authoring/learning-algorithm.decorator.js';
import { Above, AboveUpTo, AtLeast, Between, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Scores of this size have nine decimals, by which candidates are ranked. */
const MOST_WEIGHT = 1_000_000;

const WEIGHTS = ['weight_probability', 'weight_recency', 'weight_count', 'weight_weakness', 'weight_due'] as const;

/** Parameters of target-success selection. Together the weights are at most 1,000,000. */
export class AdaptiveV1Params {
  @Inside(0, 1, {
    title: 'Target accuracy',
    description: 'Probability of a right answer that a question should have.',
    unit: 'probability',
  })
  target_accuracy: number = 0.75;

  @Between(0, 1, { title: 'Exploration rate', description: 'Share of questions chosen by chance.', unit: 'share' })
  exploration_rate: number = 0.2;

  @AboveUpTo(0, 1, {
    title: 'Exploration band',
    description: 'How far from the target the probability of a question chosen by chance may be; 1 is all questions.',
    unit: 'probability',
  })
  exploration_band: number = 0.25;

  @AtLeast(0, {
    title: 'Weight of probability',
    description: 'Weight of being near the target. All weights together are at most 1,000,000.',
    unit: 'weight',
  })
  weight_probability: number = 10;
  @AtLeast(0, { title: 'Weight of recency', description: 'Weight of not having been seen lately.', unit: 'weight' })
  weight_recency: number = 5;
  @AtLeast(0, { title: 'Weight of count', description: 'Weight of having been answered rarely.', unit: 'weight' })
  weight_count: number = 5;
  @AtLeast(0, { title: 'Weight of weakness', description: 'Weight of a skill that is not known well.', unit: 'weight' })
  weight_weakness: number = 0;
  @AtLeast(0, { title: 'Weight of due', description: 'Weight of being due for revision.', unit: 'weight' })
  weight_due: number = 0;

  @Above(1, {
    title: 'End of recency',
    description: 'Seconds after which it no longer matters that a question was seen.',
    unit: 'seconds',
  })
  recency_max_seconds: number = 120;

  @IntegerAtLeast(1, {
    orNull: true,
    title: 'Most per concept',
    description: 'Questions of one concept in one list; null is no limit.',
    unit: 'questions',
  })
  max_per_concept: number | null = null;

  @AtLeast(0, {
    title: 'Pause',
    description: 'Hours for which a question that was seen is left out; 0 leaves out none.',
    unit: 'hours',
  })
  exclude_seen_within_hours: number = 0;

  static readonly crossRules: CrossRule<AdaptiveV1Params>[] = [
    (params) =>
      sumOfWeights(params) > 0
        ? undefined
        : { path: ['weight_probability'], reason: 'must be greater than 0 when every other weight is 0' },
    (params) => {
      if (sumOfWeights(params) <= MOST_WEIGHT) return undefined;
      const largest = WEIGHTS.reduce((one, other) => (params[other] > params[one] ? other : one));
      return { path: [largest], reason: `must leave the sum of all weights at most ${MOST_WEIGHT}` };
    },
  ];
}

const sumOfWeights = (params: AdaptiveV1Params): number => WEIGHTS.reduce((sum, weight) => sum + params[weight], 0);
