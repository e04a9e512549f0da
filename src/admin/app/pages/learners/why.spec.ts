import { chosenOf, reasonsOf } from './why';

const params = { weight_probability: 10, weight_recency: 5, weight_due: 0, weight_weakness: 'none' };

describe('why an item was chosen', () => {
  it('is each part of the score times its weight, the largest first', () => {
    const parts = { recency: -0.2, probability: 0.9, due: 1, weakness: 0.5, count: 1 };

    expect(reasonsOf({ item_id: 'q1', parts }, params)).toEqual(['near the target: +9', 'when it was seen last: -1']);
  });

  it('begins with chance, and leaves out what is not known', () => {
    const chosen = { item_id: 'q1', explored: true, parts: { probability: null, recency: -1 } };

    expect(reasonsOf(chosen, params)).toEqual(['by chance, to explore', 'when it was seen last: -5']);
  });

  it.each([null, undefined, {}, { digest: { sha256: 'a' } }, { items: 'x' }])('is not known from %j', (output) => {
    expect(chosenOf(output)).toEqual([]);
  });

  it('has no words where a version says none', () => {
    expect(reasonsOf({ item_id: 'q1' }, params)).toEqual([]);
  });
});
