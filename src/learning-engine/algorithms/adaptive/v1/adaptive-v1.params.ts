import { type CrossRule } from '../../../authoring/learning-algorithm.decorator.js';
import { Above, AboveUpTo, AtLeast, Between, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Scores of this size have nine decimals, by which candidates are ranked. */
const MOST_WEIGHT = 1_000_000;

const WEIGHTS = ['weight_probability', 'weight_recency', 'weight_count', 'weight_weakness', 'weight_due'] as const;

/** Parameters of target-success selection. Together the weights are at most 1,000,000. */
export class AdaptiveV1Params {
  /** P(right answer) that a question should have. */
  @Inside(0, 1) target_accuracy: number = 0.75;

  /** Share of questions chosen by chance, 0 to 1. */
  @Between(0, 1) exploration_rate: number = 0.2;

  /** How far from the target P(right answer) may be for a question chosen by chance; 1 is the whole bank. */
  @AboveUpTo(0, 1) exploration_band: number = 0.25;

  @AtLeast(0) weight_probability: number = 10;
  @AtLeast(0) weight_recency: number = 5;
  @AtLeast(0) weight_count: number = 5;
  @AtLeast(0) weight_weakness: number = 0;
  @AtLeast(0) weight_due: number = 0;

  /** Seconds after which it no longer matters that a question was seen. */
  @Above(1) recency_max_seconds: number = 120;

  /** Questions of one concept in one list; null is no limit. */
  @IntegerAtLeast(1, { orNull: true }) max_per_concept: number | null = null;

  /** Hours for which a question that was seen is left out; 0 leaves out none. */
  @AtLeast(0) exclude_seen_within_hours: number = 0;

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
