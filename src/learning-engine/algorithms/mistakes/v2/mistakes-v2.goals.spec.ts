import { analysedClasses } from '../../../../../test/support/models/analysed-classes.js';

/**
 * Few classes, each from its seed: the table in docs/models.md is of 300 (`npm run models`). Where a false pair comes in one class
 * of twenty, two of ten are as many as chance allows.
 */
describe('mistakes v2 in simulated classes', () => {
  it.each([0, 1.5])('finds hardly any pairs where learners differ in ability alone, by %d logits', (sd) => {
    const { falsePairs, falseSuspects } = analysedClasses(10, { learners: 200, questions: 20, sd });

    expect(falsePairs).toBeLessThanOrEqual(2);
    expect(falseSuspects).toBeLessThanOrEqual(2);
  });

  it('finds the misconception that is there', () => {
    const { planted, falsePairs } = analysedClasses(10, { learners: 200, questions: 20, sd: 1, misconception: true });

    expect(planted).toBeGreaterThanOrEqual(7);
    expect(falsePairs).toBeLessThanOrEqual(2);
  });

  it('says that too few answered, where learners answered 30 % of the questions near their ability', () => {
    const sparse = { learners: 400, questions: 20, sd: 1, answered: 0.3, assigned: 'adaptive' } as const;

    expect(analysedClasses(5, sparse)).toMatchObject({ falsePairs: 0, falseSuspects: 0, insufficient: 5 });
  });

  it('finds the wrong key of 30 with 120 learners, and doubts no other', () => {
    const { wrongKeys, falseSuspects } = analysedClasses(10, { learners: 120, questions: 30, sd: 1, wrongKey: true });

    expect(wrongKeys).toBeGreaterThanOrEqual(7);
    expect(falseSuspects).toBeLessThanOrEqual(1);
  });
});
