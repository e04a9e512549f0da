import { factsBy } from './facts.js';

const asked = { item_id: 'q', skills: ['a', 'b'].map((skill_id) => ({ skill_id, weight: 0.5 })) };

describe(factsBy.name, () => {
  it('says of an item and of its skills, in their order, what a calibration says of them', () => {
    const factsOf = factsBy({ items: [['q', 1, null]], skills: [['b', -0.5, null]] }); // prettier-ignore
    expect(factsOf(asked)).toEqual({ item_difficulty: 1, skill_difficulties: [null, -0.5] });
    expect(factsOf({ item_id: null, skills: [] })).toEqual({ item_difficulty: null, skill_difficulties: [] });
  });

  it('says how long an item takes, where a calibration says it of any', () => {
    const factsOf = factsBy({ items: [['q', 1, 20_000], ['r', 2, null]], skills: [] }); // prettier-ignore
    expect(factsOf(asked)).toEqual({ item_difficulty: 1, item_duration_ms: 20_000 });
    expect(factsOf({ ...asked, item_id: 'r' })).toEqual({ item_difficulty: 2, item_duration_ms: null });
    expect(factsOf({ ...asked, item_id: null })).toEqual({ item_difficulty: null, item_duration_ms: null });
  });

  it('says how difficult the items of skills are, where a calibration says it of any', () => {
    const factsOf = factsBy({ items: [], skills: [['a', 1, 0.5], ['b', 2, null]] }); // prettier-ignore
    expect(factsOf(asked)).toMatchObject({ skill_difficulties: [1, 2], skill_items_difficulties: [0.5, null] });
  });

  it('says nothing of skills by a calibration that has none, as by those from before there were any', () => {
    expect(factsBy({ items: [['q', 1, null]], skills: [] })(asked)).toEqual({ item_difficulty: 1 });
  });
});
