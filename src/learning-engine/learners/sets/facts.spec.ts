import { factsBy } from './facts.js';

const asked = { item_id: 'q', skills: ['a', 'b'].map((skill_id) => ({ skill_id, weight: 0.5 })) };

describe(factsBy.name, () => {
  it('says of an item and of its skills, in their order, what a calibration says of them', () => {
    const factsOf = factsBy({ items: [['q', 1]], skills: [['b', -0.5]] }); // prettier-ignore
    expect(factsOf(asked)).toEqual({ item_difficulty: 1, skill_difficulties: [null, -0.5] });
    expect(factsOf({ item_id: null, skills: [] })).toEqual({ item_difficulty: null, skill_difficulties: [] });
  });

  it('says nothing of skills by a calibration that has none, as by those from before there were any', () => {
    expect(factsBy({ items: [['q', 1]], skills: [] })(asked)).toEqual({ item_difficulty: 1 });
  });
});
