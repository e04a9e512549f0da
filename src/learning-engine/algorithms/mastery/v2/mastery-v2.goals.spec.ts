import { type Combination, lackingFound } from '../../../../../test/support/models/lacking-learners.js';

const LEARNERS = 20;
const SEEDS = [1, 2, 3];

/** Few learners, from their seeds: the table in docs/models.md is of more (`npm run models -- lacking`). One of six is found by chance. */
describe('mastery v2 with simulated learners who lack one of six skills', () => {
  it.each<[Combination, number]>([
    ['conjunctive', 0.8],
    ['partial credit', 0.8],
    ['compensatory', 0.45],
  ])('finds which one, by 40 answers to items of two or three: %s', (combination, least) => {
    const found = SEEDS.map((seed) => lackingFound({ seed, learners: LEARNERS, answers: 40, combination }));

    expect(found.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(least * LEARNERS * SEEDS.length);
  });
});
