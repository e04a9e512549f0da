import * as fc from 'fast-check';
import { weightLists } from './fsrs-weights.js';

/** Parameter sets over the whole ranges of v1. `validSets` leaves out the few that break a rule of several parameters. */

const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;

/** Between two numbers, which are not among them: evenly spread, and close to the ends. Most doubles are tiny. */
export const inside = (min: number, max: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 9999 }).map((n) => n / 10_000) },
      fc.constantFrom(1e-6, 1 - 1e-6),
    )
    .map((part) => min + part * (max - min));

const counts = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(LARGEST_COUNT));

/** Each free parameter over its whole range, the others over what the rules leave. */
export const masterySets = fc
  .record({
    ...{ init: inside(0, 1), slip: inside(0, 0.5), guess: inside(0, 0.5), transit: inside(0, 1) },
    ...{ forget: fc.constantFrom(0, 0.02, 0.5, 0.99), threshold: inside(0, 1) },
    ...{ clamp: fc.constantFrom(1e-17, 1e-9, 0.001), min_attempts: counts },
  })
  .map(({ init, slip, guess, transit, forget, threshold, clamp, min_attempts }) => {
    const p_transit = transit * init * (1 - 2 * slip);
    const least = Math.max(0.5, init);
    return {
      ...{ p_init: init, p_slip: slip, p_guess: guess, p_transit, p_forget: forget * (1 - p_transit) },
      ...{ mastery_threshold: least + threshold * (1 - clamp - least), clamp, min_attempts },
    };
  });

const logisticWeights = fc.oneof(fc.constantFrom(0, 0.05, 1, 10), inside(0, 10));

/** Those of mastery v2: all are valid. */
export const logisticSets = fc.record({
  w0: fc.oneof(fc.constantFrom(-10, 0, 10), inside(-2, 2)),
  ...{ w1: logisticWeights, w2: logisticWeights, w3: logisticWeights, w4: logisticWeights },
  ...{ w5: logisticWeights, w6: logisticWeights, w7: logisticWeights },
  ...{ skill_decay: inside(0.5, 1), learner_decay: inside(0.5, 1), prior_variance: inside(0, 1) },
  ...{ drift: fc.constantFrom(0, 0.01, 1), mastery_threshold: inside(0.5, 1) },
  ...{ confidence_z: fc.constantFrom(0, 1, 1.645, 1.7), rapid_share: inside(0, 1) },
});

/** Steps that do not fall and are shorter than a day, also half as long again, which Hard may wait. */
const risingSteps = fc
  .array(fc.constantFrom(1, 10, 60, 300, 959), { maxLength: 4 })
  .map((minutes) => minutes.sort((one, other) => one - other).map((length) => `${length}m`));

const steps = fc.array(fc.constantFrom('1m', '10m', '20h', '1d', '30h', '3d', '40000d', '99999999999999999999m'), {
  maxLength: 4,
});

/** Any parameter may be missing. */
export const revisionSets = fc.record(
  {
    w: weightLists(17, 19, 21),
    request_retention: fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }),
      fc.constant(0.9),
    ),
    maximum_interval: fc.oneof(fc.integer({ min: 1, max: 36_500 }), fc.constantFrom(1, 2, 30)),
    enable_short_term: fc.boolean(),
    learning_steps: steps,
    relearning_steps: steps,
  },
  { requiredKeys: [] },
);

/** Those that put better grades further off: the first stabilities, and the steps, do not fall. */
export const risingRevisionSets = fc
  .tuple(revisionSets, risingSteps, risingSteps)
  .map(([{ w, ...set }, learning_steps, relearning_steps]) => ({
    ...set,
    ...(w && { w: [...w.slice(0, 4).sort((one, other) => one - other), ...w.slice(4)] }),
    ...{ learning_steps, relearning_steps },
  }));

/** Any parameter may be missing. */
export const difficultySets = fc.record(
  {
    ...{ alpha_learner: inside(0, 4), alpha_item: inside(0, 4), beta_learner: inside(0, 1), beta_item: inside(0, 1) },
    ...{ item_updates_on_first_attempt_only: fc.boolean(), min_attempts: counts, window_size: counts },
    b_clamp: fc.oneof(inside(0, 10), fc.constant(10)),
  },
  { requiredKeys: [] },
);

const weights = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 4, 10) },
  fc.double({ min: 0, max: 200_000, noNaN: true }),
);

/** Any parameter may be missing. */
export const adaptiveSets = fc.record(
  {
    target_accuracy: inside(0, 1),
    exploration_rate: fc.oneof(fc.constantFrom(0, 1), inside(0, 1)),
    exploration_band: fc.oneof(fc.constant(1), inside(0, 1)),
    ...{ weight_probability: weights, weight_recency: weights, weight_count: weights },
    ...{ weight_weakness: weights, weight_due: weights },
    recency_max_seconds: fc.oneof(inside(1, 1e6), fc.constantFrom(1 + 2 ** -52, LARGEST_COUNT)),
    max_per_concept: fc.oneof(fc.constant(null), counts),
    exclude_seen_within_hours: fc.oneof(fc.constantFrom(0, LARGEST_COUNT), inside(0, 3)),
  },
  { requiredKeys: [] },
);

/** Any parameter may be missing. */
export const mistakesSets = fc.record(
  {
    ...{ min_frequency: counts, lookback_days: counts, max_patterns: counts },
    wilson_z: fc.oneof(inside(0, 5), fc.constantFrom(5e-324, LARGEST_COUNT)),
    min_lift: fc.oneof(inside(1, 3), fc.constantFrom(1, LARGEST_COUNT)),
    fdr: fc.oneof(inside(0, 1), fc.constant(1)),
    suspect_key_correlation: inside(0, 1),
  },
  { requiredKeys: [] },
);
