import { DifficultyV1Algorithm, DifficultyV1Params } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';

const FIRST = Date.parse('2026-01-21T12:00:00.000Z');

export interface RatedSettings {
  learners: number;
  items: number;
  seed: number;
}

/**
 * Rasch learners and items, both normal, answer each other once, in an order by chance, and difficulty v1 rates them: the share of
 * items whose 95 % interval holds the true difficulty, with the mean of both scales at the same place, and the root of the mean
 * squared error.
 */
export function ratedItems(
  { learners, items, seed }: RatedSettings,
  changes: Partial<DifficultyV1Params>,
): { covered: number; error: number } {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const abilities = Array.from({ length: learners }, normal);
  const difficulties = Array.from({ length: items }, normal);
  const pairs = abilities.flatMap((ability, learner) =>
    difficulties.map((difficulty, item) => ({ ability, difficulty, learner, item, place: random() })),
  );
  const events = pairs
    .sort((one, other) => one.place - other.place)
    .map(({ ability, difficulty, learner, item }, index) => ({
      ...{ event_id: `e${index}`, learner_id: `l${learner}`, item_id: `i${item}`, first_attempt: true },
      correct: random() < 1 / (1 + Math.exp(difficulty - ability)),
      at: new Date(FIRST + 1000 * index).toISOString(),
    }));
  const params = Object.assign(new DifficultyV1Params(), changes);
  const rated = new DifficultyV1Algorithm().compute(params, { items: [], learners: [], events }).items;
  const misses = rated.map(({ item_id, difficulty, se }) => ({
    miss: difficulty - difficulties[Number(item_id.slice(1))]!,
    se,
  }));
  const mean = misses.reduce((sum, { miss }) => sum + miss, 0) / items;
  const covered = misses.filter(({ miss, se }) => Math.abs(miss - mean) <= 1.96 * se).length / items;
  return { covered, error: Math.sqrt(misses.reduce((sum, { miss }) => sum + (miss - mean) ** 2, 0) / items) };
}
