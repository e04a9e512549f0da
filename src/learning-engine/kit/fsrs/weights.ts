import { between } from '../../schema/number-rules.js';
import { explained, type Rule } from '../../schema/rule.js';
import { type SchedulerSettings, weightsThatRun } from './scheduler.js';

type Bounds = readonly (readonly [least: number, most: number])[];

/** Closed bounds of w[0] to w[20]. */
const BOUNDS: Bounds = [
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

const weightsIn = (bounds: Bounds) => ({
  type: 'array',
  prefixItems: bounds.map(([minimum, maximum]) => {
    const { schema, reason } = between(minimum, maximum);
    return explained(schema, reason);
  }),
});

/** Weights of FSRS-6, or the fewer of the versions before. */
const weightsWithin = (bounds: Bounds): Rule => ({
  schema: {
    ...weightsIn(bounds),
    oneOf: [17, 19, 21].map((length) => ({ minItems: length, maxItems: length })),
  },
  reason: 'must be a list of 21 numbers (FSRS-6), of 19 (FSRS-5) or of 17 (FSRS-4.5)',
});

export const weights = weightsWithin(BOUNDS);
/** Closed bounds of the 21 weights. */
export const boundsOf = (isShortTerm: boolean): Bounds => (isShortTerm ? BOUNDS.with(19, [0.01, 0.8]) : BOUNDS);

export const shortTermWeights = weightsWithin(boundsOf(true));

/** Weights of FSRS-6 alone. */
export const ownWeights: Rule = {
  schema: { ...weightsIn(BOUNDS), minItems: 21, maxItems: 21 },
  reason: 'must be a list of 21 numbers (FSRS-6)',
};

/** What is wrong with weights that are each in their bounds: which of them, and why. */
export function problemOfWeights(settings: SchedulerSettings): { index: number; reason: string } | undefined {
  const { w, relearning_steps } = settings;
  const above = aboveCeiling(settings);
  if (above !== undefined) {
    const { length } = relearning_steps;
    return { index: above, reason: `must be at most ${relearningCeiling(w, length)} with ${length} relearning_steps` };
  }
  if (w.length < 21) return undefined;
  // The weights that run must be the recorded ones.
  const running = weightsThatRun(settings);
  const index = w.findIndex((weight, place) => weight !== running[place]);
  return index < 0 ? undefined : { index, reason: `would run as ${running[index]}: give that value` };
}

/** The first weight that is too large for the number of relearning steps. */
function aboveCeiling({ w, relearning_steps }: SchedulerSettings): number | undefined {
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
