import { alphaOf, objection, studentQuantile } from './verdict.js';

describe(objection.name, () => {
  const difference = (mean: number, se = 0.001) => ({
    mean,
    se,
    interval: [mean - 2 * se, mean + 2 * se] as [number, number],
    learners: 200,
  });
  const all = { active: difference(-0.003), default: difference(0), constant: difference(-0.1) };

  it('asks more of each further look, so that all together are wrong in 5 of 100 cases', () => {
    expect(objection(all, 1)).toBeUndefined();
    expect(objection(all, 20)).toMatch(/level of this look/);
    expect(objection({ ...all, active: difference(-0.006) }, 20)).toBeUndefined();
    expect(objection({ ...all, active: difference(-0.006), constant: difference(-0.003) }, 20)).toMatch(/constant/);
    let spent = 0;
    for (let look = 1; look <= 200; look += 1) spent += alphaOf(look);
    expect(spent).toBeLessThan(0.05);
  });

  it('takes none that is no better than a constant, or worse than the defaults', () => {
    expect(objection({ ...all, constant: difference(-0.001) }, 1)).toMatch(/constant/);
    expect(objection({ ...all, default: difference(0.01) }, 1)).toMatch(/defaults/);
  });
});

describe(studentQuantile.name, () => {
  it.each([
    [0.025, 10, 2.228],
    [0.025, 100, 1.984],
    [0.001, 50, 3.261],
  ])('of %d and %d', (alpha, freedom, expected) => {
    expect(studentQuantile(alpha, freedom)).toBeCloseTo(expected, 2);
  });
});
