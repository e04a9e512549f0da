import { type Share, estimate } from './bootstrap.js';
import { draws } from './draws.js';

/** Learners whose answers differ from learner to learner, and are of a skewed size; the mean over answers is `mean`. */
function someLearners(seed: string, count: number, mean: number): Share[] {
  const numbers = draws(seed);
  const next = () => numbers.next().value;
  return Array.from({ length: count }, () => {
    const answers = 5 + Math.floor(100 * next() ** 3);
    const own = mean + (next() + next() + next() - 1.5) * 0.2;
    return { sum: own * answers, answers };
  });
}

describe(estimate.name, () => {
  it.each([8, 20])('covers the truth for %i learners in some 93 of 100 samples', (count) => {
    const samples = Array.from({ length: 400 }, (_, n) => someLearners(`${count}:${n}`, count, 0.1));
    const covered = samples.filter((shares) => {
      const [low, high] = estimate(shares, { seed: 's', resamples: 200 }).interval!;
      return low <= 0.1 && 0.1 <= high;
    });
    expect(covered.length / samples.length).toBeGreaterThanOrEqual(0.9);
    expect(covered.length / samples.length).toBeLessThanOrEqual(0.97);
  });

  it('is the mean over answers, not over learners', () => {
    expect(estimate([{ sum: 9, answers: 9 }, { sum: 0, answers: 1 }], { seed: 's' })).toEqual({ mean: 0.9, interval: null }); // prettier-ignore
  });

  it('says nothing about fewer than five learners', () => {
    expect(estimate(someLearners('few', 4, 0), { seed: 's' }).interval).toBeNull();
    expect(estimate(someLearners('few', 5, 0), { seed: 's' }).interval).not.toBeNull();
  });

  it('is the same for the same seed', () => {
    const shares = someLearners('same', 30, 0);
    expect(estimate(shares, { seed: 'a' })).toEqual(estimate(shares, { seed: 'a' }));
    expect(estimate(shares, { seed: 'b' })).not.toEqual(estimate(shares, { seed: 'a' }));
  });
});
