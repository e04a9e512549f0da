import { type CrossRule } from '../../../authoring/learning-algorithm.decorator.js';
import { Above, AboveUpTo, AtLeast, Between, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Scores of this size have nine decimals, by which candidates are ranked. */
const MOST_WEIGHT = 1_000_000;

const WEIGHTS = ['weight_probability', 'weight_recency', 'weight_count', 'weight_weakness', 'weight_due'] as const;

/** Parameters of practice and of measurement. The weights are at most 1,000,000 together. */
export class AdaptiveV2Params {
  @Inside(0, 1, {
    title: 'Target accuracy',
    description: 'To practise: probability of a right answer that a question should have.',
    unit: 'probability',
  })
  target_accuracy: number = 0.75;

  @Between(0, 1, {
    title: 'Exploration rate',
    description: 'To practise: share of questions chosen by chance.',
    unit: 'share',
  })
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
    description:
      'Seconds after which it no longer matters that a question was seen. The default of seven days spaces repetitions.',
    unit: 'seconds',
  })
  recency_max_seconds: number = 604_800;

  @IntegerAtLeast(1, {
    orNull: true,
    title: 'Most per concept',
    description: 'To practise: questions of one concept in one list; null is no limit.',
    unit: 'questions',
  })
  max_per_concept: number | null = null;

  @AtLeast(0, {
    title: 'Pause',
    description: 'Hours for which a question that was seen is left out; 0 leaves out none.',
    unit: 'hours',
  })
  exclude_seen_within_hours: number = 0;

  @IntegerAtLeast(1, {
    title: 'Among the best',
    description: 'To measure: a question is drawn from so many that tell most about the ability. 1 gives all the same.',
    unit: 'questions',
  })
  among_best: number = 5;

  @AboveUpTo(0, 1, {
    title: 'Largest exposure',
    description: 'To measure: a question that a larger share of tests had is left out while there are others.',
    unit: 'share',
  })
  max_exposure: number = 0.33;

  @Above(0, {
    title: 'Precise enough',
    description: 'A measurement is done when the standard error of the ability is at most this.',
    unit: 'logits',
  })
  stop_se: number = 0.3;

  @IntegerAtLeast(1, {
    title: 'Longest measurement',
    description: 'A measurement is done after so many answers, however precise it is.',
    unit: 'answers',
  })
  most_answers: number = 40;

  static readonly crossRules: CrossRule<AdaptiveV2Params>[] = [
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

const sumOfWeights = (params: AdaptiveV2Params): number => WEIGHTS.reduce((sum, weight) => sum + params[weight], 0);
