import { type CrossRule } from '../../../authoring/learning-algorithm.decorator.js';
import { between, Inside, IntegerBetween } from '../../../schema/number-rules.js';
import { FieldsMatchSchema, explained, type FieldOptions, type Rule, MatchesSchema } from '../../../schema/rule.js';
import { IsBoolean, ListOfValues } from '../../../schema/value-rules.js';
import { completedWeights, weightsThatRun } from './revision-v1.scheduler.js';

/** Closed bounds of w[0] to w[20]. */
const BOUNDS: [number, number][] = [
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [1, 10],
  [0.001, 4],
  [0.001, 4],
  [0.001, 0.75],
  [0, 4.5],
  [0, 0.8],
  [0.001, 3.5],
  [0.001, 5],
  [0.001, 0.25],
  [0.001, 0.9],
  [0, 4],
  [0, 1],
  [1, 6],
  [0, 2],
  [0, 2],
  [0, 0.8],
  [0.1, 0.8],
];

/** Weights of FSRS-6, or the fewer of the versions before. */
const weights = (bounds: [number, number][]): Rule => ({
  schema: {
    type: 'array',
    oneOf: [17, 19, 21].map((length) => ({ minItems: length, maxItems: length })),
    prefixItems: bounds.map(([minimum, maximum]) => {
      const { schema, reason } = between(minimum, maximum);
      return explained(schema, reason);
    }),
  },
  reason: 'must be a list of 21 numbers (FSRS-6), of 19 (FSRS-5) or of 17 (FSRS-4.5)',
});
const shortTermWeights = weights(BOUNDS.with(19, [0.01, 0.8]));

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
export class RevisionV1Params {
  @MatchesSchema(weights(BOUNDS), {
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

  static written(params: Readonly<RevisionV1Params>): RevisionV1Params {
    return { ...params, w: completedWeights(params) };
  }

  static readonly crossRules: CrossRule<RevisionV1Params>[] = [
    (params) => {
      const index = aboveCeiling(params);
      const { length } = params.relearning_steps;
      return index === undefined
        ? undefined
        : {
            path: ['w', index],
            reason: `must be at most ${relearningCeiling(params.w, length)} with ${length} relearning_steps`,
          };
    },
    // The weights that run must be the recorded ones.
    (params) => {
      if (params.w.length < 21 || aboveCeiling(params) !== undefined) return undefined;
      const running = weightsThatRun(params);
      const index = params.w.findIndex((weight, place) => weight !== running[place]);
      return index < 0 ? undefined : { path: ['w', index], reason: `would run as ${running[index]}: give that value` };
    },
  ];
}

/** The first weight that is too large for the number of relearning steps. */
function aboveCeiling({ w, relearning_steps }: RevisionV1Params): number | undefined {
  const ceiling = relearningCeiling(w, relearning_steps.length);
  return [17, 18].find((place) => w[place]! > ceiling);
}

/** Several relearning steps must not make a card that was forgotten more stable than before. */
function relearningCeiling(w: readonly number[], steps: number): number {
  if (steps < 2) return BOUNDS[17]![1];
  const product = -(Math.log(w[11]!) + Math.log(2 ** w[13]! - 1) + 0.3 * w[14]!) / steps;
  const ceiling = Math.round(Math.sqrt(Math.max(0, product)) * 1e8) / 1e8;
  return Math.min(Math.max(ceiling, 0.01), BOUNDS[17]![1]);
}
