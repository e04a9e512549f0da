import { type Responses } from './difficulty-v2.bank.js';
import { ABILITIES, COUNT, eachLearner, type ItemParameters, logTables } from './difficulty-v2.expectation.js';

/** What the answers say of one item when the others are known: of the logarithm of its discrimination, and of its difficulty. */
export interface ItemInformation {
  slope: number;
  mixed: number;
  difficulty: number;
  /** In the earlier and the later half of the answers: the slope of the likelihood in the difficulty, and the information. */
  halves: [Half, Half];
}

export interface Half {
  answers: number;
  gradient: number;
  information: number;
}

/** What the answers say of the mean and the logarithm of the deviation of abilities when the items are known. */
export interface PopulationInformation {
  mean: number;
  mixed: number;
  deviation: number;
}

export interface Information {
  logLikelihood: number;
  /** Mean and deviation of each learner's ability given the answers. */
  abilities: Float64Array;
  errors: Float64Array;
  items: ItemInformation[];
  population: PopulationInformation;
  /** Share of the variance of abilities that the answers tell, over learners who answered. */
  reliability: number;
}

/**
 * @param middles time from which an item's answers are of its later half; NaN where it is not looked at
 */
export function informationOf(responses: Responses, parameters: ItemParameters, middles: Float64Array): Information {
  const { starts, items: answered, right, times } = responses;
  const learners = starts.length - 1;
  const items = Array.from(middles, (): ItemInformation => ({
    ...{ slope: 0, mixed: 0, difficulty: 0 },
    halves: [
      { answers: 0, gradient: 0, information: 0 },
      { answers: 0, gradient: 0, information: 0 },
    ],
  }));
  // As of one learner whose ability is known: two learners alike would tell nothing of the scale.
  const population = { mean: 1, mixed: 0, deviation: 2 };
  const [abilities, errors] = [new Float64Array(learners), new Float64Array(learners)];
  let [told, active] = [0, 0];
  const tables = logTables(parameters);
  const chances = tables.map((table) => table.map((log) => Math.exp(log))) as [Float64Array, Float64Array];
  const logLikelihood = eachLearner(responses, tables, (learner, posterior) => {
    let [mean, square] = [0, 0];
    for (let point = 0; point < COUNT; point += 1) {
      mean += posterior[point]! * ABILITIES[point]!;
      square += posterior[point]! * ABILITIES[point]! ** 2;
    }
    abilities[learner] = mean;
    errors[learner] = Math.sqrt(square - mean ** 2);
    if (starts[learner] === starts[learner + 1]) return;
    active += 1;
    told += mean ** 2;
    population.mean += mean ** 2;
    population.mixed += mean * (square - 1);
    population.deviation += (square - 1) ** 2;
    for (let answer = starts[learner]!; answer < starts[learner + 1]!; answer += 1) {
      const item = answered[answer]!;
      const { chance, bySlope, byDifficulty } = withoutAnswer(
        posterior,
        chances,
        parameters,
        item,
        right[answer] === 1,
      );
      const variance = chance * (1 - chance);
      const information = items[item]!;
      information.slope += bySlope ** 2 / variance;
      information.mixed += (bySlope * byDifficulty) / variance;
      information.difficulty += byDifficulty ** 2 / variance;
      const middle = middles[item]!;
      if (Number.isNaN(middle) || Number.isNaN(times[answer]!)) continue;
      const half = information.halves[times[answer]! > middle ? 1 : 0];
      half.answers += 1;
      half.gradient += (byDifficulty * (right[answer]! - chance)) / variance;
      half.information += byDifficulty ** 2 / variance;
    }
  });
  return { logLikelihood, abilities, errors, items, population, reliability: active === 0 ? 0 : told / active };
}

/** The probability of a right answer by the learner's other answers, and how it changes with the item's parameters. */
function withoutAnswer(
  posterior: Float64Array,
  [right, wrong]: readonly [Float64Array, Float64Array],
  { logSlopes, difficulties }: ItemParameters,
  item: number,
  isRight: boolean,
): { chance: number; bySlope: number; byDifficulty: number } {
  const slope = Math.exp(logSlopes[item]!);
  const given = isRight ? right : wrong;
  let [total, chance, spread, tilted] = [0, 0, 0, 0];
  for (let point = 0; point < COUNT; point += 1) {
    const at = item * COUNT + point;
    const weight = posterior[point]! / given[at]!;
    const varying = weight * right[at]! * wrong[at]!;
    total += weight;
    chance += weight * right[at]!;
    spread += varying;
    tilted += varying * (ABILITIES[point]! - difficulties[item]!);
  }
  return { chance: chance / total, bySlope: (slope * tilted) / total, byDifficulty: (-slope * spread) / total };
}
