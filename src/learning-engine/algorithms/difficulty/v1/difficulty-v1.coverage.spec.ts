import { ratedItems } from '../../../../../test/support/models/rated-items.js';

/** The table in docs/models.md is of more classes (`npm run models -- rate-items`). */
const covered = (beta_item: number) =>
  [1, 2, 3].reduce((sum, seed) => sum + ratedItems({ learners: 100, items: 80, seed }, { beta_item }).covered, 0) / 3;

describe('the standard errors of difficulty v1', () => {
  it('are near the truth with the seeded set, and too small with the defaults of the code', () => {
    expect(covered(0.2)).toBeGreaterThan(0.91);
    expect(covered(0.05)).toBeLessThan(0.9);
  });
});
