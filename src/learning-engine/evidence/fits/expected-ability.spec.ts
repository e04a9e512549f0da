import { abilityAfter } from '../../kit/ability.js';
import { ExpectedAbility } from './expected-ability.js';

describe(ExpectedAbility.name, () => {
  it('expects what the distribution of the ability says, from one answer to the next', () => {
    const ability = new ExpectedAbility();
    const items = [-1, 0.5, 2].map((difficulty) => ({ difficulty, discrimination: 1.3 }));
    const hard = { difficulty: 0, discrimination: null };
    expect(ability.expected(hard)).toBeCloseTo(0.5, 12);
    items.forEach((item) => ability.add(item, true));

    // With a slope near 0 a probability is a straight line: the mean of the ability can be read from it.
    const slope = 1e-4;
    const { theta } = abilityAfter(items.map((item) => ({ ...item, correct: true })));
    expect((ability.expected({ difficulty: 0, discrimination: slope }) - 0.5) / (slope / 4)).toBeCloseTo(theta, 6);
  });
});
