import { type CrossRule } from '../../authoring/learning-algorithm.decorator.js';
import { Inside, IntegerBetween } from '../../schema/number-rules.js';
import { explained, type FieldOptions, FieldsMatchSchema, MatchesSchema } from '../../schema/rule.js';
import { IsBoolean, ListOfValues } from '../../schema/value-rules.js';
import { completedWeights } from './scheduler.js';
import { problemOfWeights, shortTermWeights, weights } from './weights.js';

const Steps = (options: FieldOptions) =>
  ListOfValues(
    { type: 'string', pattern: '^[1-9]\\d*[mhd]$' },
    'must be a list of steps such as "10m", "1h" or "1d"',
    options,
  );

/** Parameters of FSRS-6. In short-term mode w[19] has a bound of its own: `w`, the first of them, is then judged by that. */
@FieldsMatchSchema({
  schema: {
    if: { properties: { enable_short_term: { const: true } } },
    then: { properties: { w: explained(shortTermWeights.schema, shortTermWeights.reason) } },
  },
  reason: 'must have weights of its mode',
})
export class FsrsParams {
  @MatchesSchema(weights, {
    title: 'Weights',
    description:
      'Weights w[0] to w[20] of FSRS-6. The 19 of FSRS-5 and 17 of FSRS-4.5 are completed and stored completed.',
    unit: 'weights of the model',
  })
  w: number[] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];

  @Inside(0, 1, {
    title: 'Requested retention',
    description: 'Probability of recall at which a card is due; 0.7 to 0.97 is sensible.',
    unit: 'probability',
  })
  request_retention: number = 0.9;

  @IntegerBetween(1, 36500, {
    title: 'Longest interval',
    description: 'Longest interval between reviews.',
    unit: 'days',
  })
  maximum_interval: number = 36500;

  @MatchesSchema(
    { schema: { const: false }, reason: 'must be false' },
    { title: 'Fuzz', description: 'Always false: random intervals would make a run unrepeatable.' },
  )
  enable_fuzz: boolean = false;

  @IsBoolean({
    title: 'Short-term mode',
    description: 'Whether reviews on the same day follow the learning steps and change stability.',
  })
  enable_short_term: boolean = true;

  @Steps({
    title: 'Learning steps',
    description: 'Pauses of a new card before its first interval in days, such as 10m, 1h or 1d.',
  })
  learning_steps: string[] = ['1m', '10m'];

  @Steps({ title: 'Relearning steps', description: 'Pauses of a forgotten card, such as 10m, 1h or 1d.' })
  relearning_steps: string[] = ['10m'];

  static written<Params extends FsrsParams>(params: Readonly<Params>): Params {
    return { ...params, w: completedWeights(params) };
  }

  static readonly crossRules: CrossRule<FsrsParams>[] = [
    (params) => {
      const wrong = problemOfWeights(params);
      return wrong && { path: ['w', wrong.index], reason: wrong.reason };
    },
  ];
}
