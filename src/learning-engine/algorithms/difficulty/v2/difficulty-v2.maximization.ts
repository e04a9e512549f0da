import { FARTHEST, SHARPEST } from './difficulty-v2.contract.js';
import { ABILITIES, COUNT, type Expected, type ItemParameters } from './difficulty-v2.expectation.js';
import { type DifficultyV2Params } from './difficulty-v2.params.js';

const STEPS = 3;
const LARGEST_STEP = 1;
const STEEPEST = Math.log(SHARPEST);
const FLATTEST = Math.log(0.05);

/** The items that share a discrimination: those with few answers, or one alone. */
export type SlopeGroups = readonly (readonly number[])[];

/** Slope and curvature of what is maximised, in one item: the logarithm of its discrimination first, its difficulty second. */
export interface Curvature {
  first: [number, number];
  second: [slope: number, mixed: number, difficulty: number];
}

/** Some steps of Newton's method or of Fisher's scoring with the expected answers, for each group of items. Changes the parameters in place. */
export function maximize(
  parameters: ItemParameters,
  expected: Expected,
  groups: SlopeGroups,
  priors: Readonly<DifficultyV2Params>,
): void {
  for (const group of groups) {
    for (let step = 0; step < STEPS; step += 1) moveGroup(parameters, expected, group, priors);
  }
}

/** All difficulties of a group depend on each other by the one discrimination alone, which is eliminated first. */
function moveGroup(
  { logSlopes, difficulties }: ItemParameters,
  expected: Expected,
  group: readonly number[],
  priors: Readonly<DifficultyV2Params>,
): void {
  const logSlope = logSlopes[group[0]!]!;
  const curves = group.map((item) =>
    withPrior(curvatureAt(logSlope, difficulties[item]!, item, expected), difficulties[item]!, priors.difficulty_prior),
  );
  let gradient = -precisionOf(priors.discrimination_prior) * logSlope;
  let curvature = precisionOf(priors.discrimination_prior);
  for (const { first, second } of curves) {
    gradient += first[0] - (second[1] * first[1]) / second[2];
    curvature += second[0] - second[1] ** 2 / second[2];
  }
  const change = curvature > 0 ? within(gradient / curvature, LARGEST_STEP) : 0;
  const moved = clampedSlope(logSlope + change);
  group.forEach((item, index) => {
    const { first, second } = curves[index]!;
    const step = within((first[1] - second[1] * change) / second[2], LARGEST_STEP);
    logSlopes[item] = moved;
    difficulties[item] = within(difficulties[item]! + step, FARTHEST);
  });
}

function curvatureAt(logSlope: number, difficulty: number, item: number, { answers, right }: Expected): Curvature {
  const slope = Math.exp(logSlope);
  let [bySlope, byDifficulty, slopes, mixed, both] = [0, 0, 0, 0, 0];
  for (let point = 0; point < COUNT; point += 1) {
    const at = item * COUNT + point;
    const z = slope * (ABILITIES[point]! - difficulty);
    const chance = 1 / (1 + Math.exp(-z));
    const surprise = right[at]! - answers[at]! * chance;
    const information = answers[at]! * chance * (1 - chance);
    bySlope += surprise * z;
    byDifficulty -= surprise * slope;
    slopes += information * z * z;
    mixed -= information * z * slope;
    both += information * slope * slope;
  }
  const first: Curvature['first'] = [bySlope, byDifficulty];
  // Where a discrimination has to fall, as with a wrong key, what is maximised bends more than Fisher's information says: by that, steps
  // would go too far, and back again, for ever.
  if (bySlope < 0) return { first, second: [slopes - bySlope, mixed - byDifficulty, both] };
  return { first, second: [slopes, mixed, both] };
}

const withPrior = ({ first, second }: Curvature, difficulty: number, deviation: number | null): Curvature => ({
  first: [first[0], first[1] - precisionOf(deviation) * difficulty],
  second: [second[0], second[1], second[2] + precisionOf(deviation)],
});

export const precisionOf = (deviation: number | null): number => (deviation === null ? 0 : 1 / deviation ** 2);

export const clampedSlope = (logSlope: number): number => Math.min(Math.max(logSlope, FLATTEST), STEEPEST);

export const within = (value: number, most: number): number => Math.min(Math.max(value, -most), most);

/** Whether an estimate ended where estimates have to end. */
export const isUnbounded = ({ logSlopes, difficulties }: ItemParameters, item: number): boolean =>
  Math.abs(difficulties[item]!) >= FARTHEST || logSlopes[item]! >= STEEPEST || logSlopes[item]! <= FLATTEST;
