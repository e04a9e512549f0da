import { AdaptiveV2Algorithm, AdaptiveV2Params, type AdaptiveV2Response } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';

/** What measuring many learners came to. */
export interface Measurements {
  /** Mean number of questions until the test was done. */
  questions: number;
  /** Root of the mean squared error of the abilities, and the share of intervals that hold the true one. */
  error: number;
  covered: number;
  /** Largest share of learners that one question had, and that it was the first one. */
  largestExposure: number;
  commonestFirst: number;
  /** Mean share of questions that two tests have in common, of the shorter one. */
  overlap: number;
}

/** A bank of two-parameter questions: discriminations lognormal (0, .3), difficulties normal. */
const bankOf = (size: number, normal: () => number) =>
  Array.from({ length: size }, (_, index) => ({
    ...{ item_id: `q${index}`, concept_id: null },
    discrimination: Math.exp(0.3 * normal()),
    difficulty: normal(),
    ...{ answers: 0, last_seen_at: null },
  }));

/** Measures learners of normal abilities one after the other; the host counts which questions the tests had. */
export function measuredLearners(
  { learners, bank: size, seed }: { learners: number; bank: number; seed: number },
  changes: Partial<AdaptiveV2Params> = {},
): Measurements {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const bank = bankOf(size, normal);
  const algorithm = new AdaptiveV2Algorithm();
  const params = Object.assign(new AdaptiveV2Params(), changes);
  const tests: Set<string>[] = [];
  const had = new Map<string, number>();
  const first = new Map<string, number>();
  let [answers, squares, covered] = [0, 0, 0];
  for (let learner = 0; learner < learners; learner += 1) {
    const ability = normal();
    const responses: AdaptiveV2Response[] = [];
    const asked = new Set<string>();
    const candidates = bank.map((item) => ({
      ...item,
      exposure: (had.get(item.item_id) ?? 0) / Math.max(20, learner),
    }));
    for (;;) {
      const open = candidates.filter(({ item_id }) => !asked.has(item_id));
      const { items, measurement } = algorithm.compute(params, {
        ...{ purpose: 'measure', now: '2026-01-21T12:00:00.000Z', seed: `${seed} ${learner} ${asked.size}`, count: 1 },
        ...{ responses, candidates: open },
      });
      if (measurement!.done) {
        squares += (measurement!.theta - ability) ** 2;
        covered += Number(measurement!.theta_low <= ability && ability <= measurement!.theta_high);
        break;
      }
      const { item_id, concept_id, difficulty, discrimination } = bank[Number(items[0]!.item_id.slice(1))]!;
      const correct = random() < 1 / (1 + Math.exp(discrimination * (difficulty - ability)));
      if (asked.size === 0) first.set(item_id, (first.get(item_id) ?? 0) + 1);
      asked.add(item_id);
      responses.push({ item_id, concept_id, difficulty, discrimination, correct });
    }
    answers += asked.size;
    tests.push(asked);
    for (const id of asked) had.set(id, (had.get(id) ?? 0) + 1);
  }
  return {
    questions: answers / learners,
    ...{ error: Math.sqrt(squares / learners), covered: covered / learners },
    largestExposure: Math.max(...had.values()) / learners,
    commonestFirst: Math.max(...first.values()) / learners,
    overlap: overlapOf(tests),
  };
}

function overlapOf(tests: readonly ReadonlySet<string>[]): number {
  let [sum, pairs] = [0, 0];
  tests.forEach((one, index) => {
    for (const other of tests.slice(0, index)) {
      const shared = [...one].filter((id) => other.has(id)).length;
      sum += shared / Math.min(one.size, other.size);
      pairs += 1;
    }
  });
  return sum / pairs;
}
