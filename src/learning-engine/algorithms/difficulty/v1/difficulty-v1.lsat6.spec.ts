import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { DifficultyV1Algorithm } from './difficulty-v1.algorithm.js';
import { type DifficultyV1Output } from './difficulty-v1.output.js';

interface Lsat {
  seed: number;
  finalDifficulty: number[];
  cmlSumZero: number[];
  pearson: number;
  rmse: number;
}

const { lsat, tolerance } = vectors<{ lsat: Lsat[]; tolerance: { final: number } }>('difficulty-elo');
const { patternFrequencies } = vectors<{ patternFrequencies: Record<string, number> }>('difficulty-lsat6');

/** The examinees in the order of the source: patterns ascending, then shuffled by a linear congruential generator. */
function examinees(seed: number): string[] {
  const patterns = Object.keys(patternFrequencies).sort();
  const all = patterns.flatMap((pattern) => Array<string>(patternFrequencies[pattern]!).fill(pattern));
  let state = seed;
  for (let i = all.length - 1; i >= 1; i -= 1) {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const centered = (values: number[]) => values.map((value) => value - mean(values));
const norm = (values: number[]) => Math.hypot(...values);

/** Section 6 of the LSAT, five items answered by 1,000 examinees: Bock & Lieberman 1970, Psychometrika 35:179-197. */
describe(`${DifficultyV1Algorithm.name} on LSAT6`, () => {
  const [{ seed, finalDifficulty, cmlSumZero, pearson, rmse }] = lsat as [Lsat];
  const events = examinees(seed).flatMap((pattern, learner) =>
    [...pattern].map((result, item) => ({
      event_id: `${learner} ${item}`,
      learner_id: `learner ${learner}`,
      item_id: `item ${item + 1}`,
      correct: result === '1',
      at: secondsIn(learner * 5 + item),
    })),
  );
  const output = run<DifficultyV1Output>(DifficultyV1Algorithm, {}, { items: [], learners: [], events });
  const difficulty = output.items.map((item) => item.difficulty);

  it('has 1,000 examinees', () => {
    expect(events).toHaveLength(5000);
  });

  it('gives the difficulties of the source', () => {
    finalDifficulty.forEach((expected, index) => expectWithin(difficulty[index]!, expected, tolerance.final));
  });

  it('finds what a Rasch model finds by conditional maximum likelihood', () => {
    const own = centered(difficulty);
    const dot = own.reduce((sum, value, index) => sum + value * cmlSumZero[index]!, 0);
    const distance = norm(own.map((value, index) => value - cmlSumZero[index]!)) / Math.sqrt(own.length);

    expect(dot / norm(own) / norm(centered(cmlSumZero))).toBeGreaterThanOrEqual(0.99);
    expectWithin(dot / norm(own) / norm(centered(cmlSumZero)), pearson, 1e-6);
    expectWithin(distance, rmse, 1e-6);
  });
});
