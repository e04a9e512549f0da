import { type ItemParameters } from './difficulty-v2.expectation.js';
import { type Information, type PopulationInformation } from './difficulty-v2.information.js';
import { precisionOf, type SlopeGroups } from './difficulty-v2.maximization.js';
import { type DifficultyV2Params } from './difficulty-v2.params.js';

export interface ItemErrors {
  difficulty: Float64Array;
  slope: Float64Array;
}

/**
 * Standard errors of difficulties and discriminations: what an item's answers leave open when the others are known, and what all
 * answers leave open of the place and the width of the scale, which all items have in common. The first part holds a little of
 * the second: the more so, the fewer items there are.
 */
export function errorsOf(
  { logSlopes, difficulties }: ItemParameters,
  { items, population, reliability }: Information,
  groups: SlopeGroups,
  params: Readonly<DifficultyV2Params>,
): ItemErrors {
  const count = items.length;
  const scale = inverseOf(population);
  const own = (1 - reliability / count) ** 2;
  const errors = { difficulty: new Float64Array(count), slope: new Float64Array(count) };
  const precision = precisionOf(params.difficulty_prior);
  for (const group of groups) {
    const curves = group.map((item) => ({ ...items[item]!, difficulty: items[item]!.difficulty + precision }));
    const told = curves.reduce(
      (sum, { slope, mixed, difficulty }) => sum + slope - mixed ** 2 / difficulty,
      precisionOf(params.discrimination_prior),
    );
    // What a group of all items has in common is the width of the scale.
    const ofSlope = (1 - (group.length - 1) / count) / told;
    group.forEach((item, index) => {
      const { mixed, difficulty } = curves[index]!;
      const b = difficulties[item]!;
      const ofItem = 1 / difficulty + (mixed / difficulty) ** 2 * ofSlope;
      const ofScale = scale.mean + 2 * b * scale.mixed + b ** 2 * scale.deviation;
      errors.difficulty[item] = Math.sqrt(own * ofItem + ofScale);
      errors.slope[item] = Math.exp(logSlopes[item]!) * Math.sqrt(own * ofSlope + scale.deviation);
    });
  }
  return errors;
}

function inverseOf({ mean, mixed, deviation }: PopulationInformation): PopulationInformation {
  const determinant = mean * deviation - mixed ** 2;
  return { mean: deviation / determinant, mixed: -mixed / determinant, deviation: mean / determinant };
}
