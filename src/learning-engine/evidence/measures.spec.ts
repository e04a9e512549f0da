import { type Judged, MeasureTally } from './measures.js';

const measure = (learners: readonly Judged[]) => {
  const tally = new MeasureTally();
  for (const learner of learners) tally.add(learner);
  return tally.measures();
};

const all = (predicted: number[], right: number[]) => measure([{ predicted, right: right.map(Boolean) }]);

describe(MeasureTally.name, () => {
  it('gives what can be computed by hand', () => {
    const { bins, ...measures } = all([0.9, 0.6, 0.6, 0.2], [1, 1, 0, 0]);
    expect(measures.log_loss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8)) / 4, 12);
    expect(measures.brier).toBeCloseTo((0.01 + 0.16 + 0.36 + 0.04) / 4, 12);
    // Pairs of a right and a wrong answer: 0.9 beats both, 0.6 beats 0.2 and ties with 0.6.
    expect(measures.auc).toBe(3.5 / 4);
    expect(measures.calibration_error).toBeCloseTo((0.1 + 2 * 0.1 + 0.2) / 4, 12);
    expect(bins[6]).toEqual({ from: 0.6, answers: 2, predicted: 0.6, right: 0.5 });
    expect(bins[0]).toEqual({ from: 0, answers: 0, predicted: null, right: null });
  });

  it('counts each answer the same, not each learner', () => {
    const one = { predicted: [0.9, 0.6], right: [true, true] };
    const other = { predicted: [0.6, 0.2], right: [false, false] };
    expect(measure([one, other])).toEqual(all([0.9, 0.6, 0.6, 0.2], [1, 1, 0, 0]));
  });

  it('knows the ends: certain predictions, and answers that are all alike', () => {
    expect(all([1, 0], [1, 0])).toMatchObject({ log_loss: 0, auc: 1, brier: 0, calibration_error: 0 });
    expect(all([0.5, 0.7], [1, 1]).auc).toBeNull();
    expect(all([0], [1]).log_loss).toBeCloseTo(Math.log(1e9), 6);
  });

  it('gives a constant half of the area, and the entropy of its share', () => {
    const right = Array.from({ length: 1000 }, (_, n) => Number(n % 10 < 7));
    const { auc, log_loss } = all(right.map(() => 0.7), right); // prettier-ignore
    expect(auc).toBe(0.5);
    expect(log_loss).toBeCloseTo(-(0.7 * Math.log(0.7) + 0.3 * Math.log(0.3)), 12);
  });
});
