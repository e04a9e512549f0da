import { draws } from '../draws.js';
import { type LearnerComparison } from './compare-states.js';
import { addTo, newTally } from './preview-tally.js';
import { quantile, share, type Stratum, total } from './stratified.js';

const comparison = (counts: Record<string, number>): LearnerComparison => ({
  counts,
  changes: {},
  moved: 0,
  change: 0,
});

/** A school in which learners with more answers have more that is due, and a few have very much. */
function school(): LearnerComparison[][] {
  const numbers = draws('school');
  const next = () => numbers.next().value;
  return [800, 600, 400, 200].map((size, stratum) =>
    Array.from({ length: size }, () => {
      const judged = Math.floor((2 + 8 * stratum) * (0.5 - Math.log(1 - next())));
      const gained = Array.from({ length: judged }, next).filter((one) => one < 0.1 + 0.1 * stratum).length;
      return comparison({ judged, gained });
    }),
  );
}

/** One in four of each, by the first steps of a shuffle. */
const sampleOf = (all: readonly LearnerComparison[][], numbers: Generator<number, never>): Stratum[] =>
  all.map((learners) => {
    const left = [...learners];
    const tally = newTally();
    for (let n = 0; n < learners.length / 4; n += 1) {
      const [drawn] = left.splice(Math.floor(numbers.next().value * left.length), 1);
      addTo(tally, drawn!, 0);
    }
    return { of: learners.length, tally };
  });

const whole = (all: readonly LearnerComparison[][]): Stratum[] =>
  all.map((learners) => {
    const tally = newTally();
    for (const learner of learners) addTo(tally, learner, 0);
    return { of: learners.length, tally };
  });

describe('estimates from a stratified sample', () => {
  const all = school();

  it('are the numbers themselves where all were drawn', () => {
    const sum = (name: string) => all.flat().reduce((found, { counts }) => found + (counts[name] ?? 0), 0);
    const found = total(whole(all), 'gained');
    expect(found).toEqual({ total: sum('gained'), interval: [sum('gained'), sum('gained')] });
    const part = share(whole(all), 'gained', 'judged')!;
    expect(part.share).toBeCloseTo(sum('gained') / sum('judged'), 11);
    expect(part.interval).toEqual([part.share, part.share]);
  });

  it('cover the truth with their 95 % intervals in at least 93 % of 500 samples', () => {
    const truth = { total: total(whole(all), 'gained').total, share: share(whole(all), 'gained', 'judged')!.share };
    const numbers = draws('samples');
    const covered = { total: 0, share: 0 };
    for (let n = 0; n < 500; n += 1) {
      const strata = sampleOf(all, numbers);
      const [low, high] = total(strata, 'gained').interval!;
      const [least, most] = share(strata, 'gained', 'judged')!.interval!;
      covered.total += Number(low <= truth.total && truth.total <= high);
      covered.share += Number(least <= truth.share && truth.share <= most);
    }
    expect(covered.total).toBeGreaterThanOrEqual(465);
    expect(covered.share).toBeGreaterThanOrEqual(465);
    // Nor are they wider than they have to be.
    expect(covered.total).toBeLessThanOrEqual(490);
    expect(covered.share).toBeLessThanOrEqual(490);
  });

  it('say nothing about the spread of a group of which one learner was drawn', () => {
    const tally = newTally();
    addTo(tally, comparison({ judged: 3, gained: 1 }), 0);
    const strata = [{ of: 5, tally }];
    expect(total(strata, 'judged')).toEqual({ total: 15, interval: null });
    expect(share(strata, 'gained', 'judged')).toEqual({ share: 0.333333333333, interval: null });
    expect(share(strata, 'gained', 'nothing')).toBeNull();
    expect(total([{ of: 0, tally: newTally() }], 'judged')).toEqual({ total: 0, interval: [0, 0] });
  });

  it('weigh learners by how many each stands for', () => {
    const [one, other] = [newTally(), newTally()];
    one.learners = other.learners = 1;
    const values = new Map([
      [one, new Map([[1, 1]])],
      [other, new Map([[7, 1]])],
    ]);
    const strata = [
      { of: 9, tally: one },
      { of: 1, tally: other },
    ];
    expect([0.5, 0.9, 0.95, 1].map((at) => quantile(strata, (tally) => values.get(tally)!, at))).toEqual([1, 1, 7, 7]);
    expect(quantile([], () => new Map(), 0.5)).toBeNull();
  });
});
