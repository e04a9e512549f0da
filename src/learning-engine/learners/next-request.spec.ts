import { judgeRequest, type NextRequest } from './next-request.js';

const request: NextRequest = { count: 1, candidates: [{ item_id: 'b', difficulty: 0.5 }, { item_id: 'a' }] };

describe(judgeRequest.name, () => {
  it('gives one form to requests that say the same', () => {
    const { candidates, ...rest } = judgeRequest(request);
    expect(candidates).toEqual([{ item_id: 'a' }, { item_id: 'b', difficulty: 0.5 }]);
    expect(judgeRequest({ ...request, candidates: [...request.candidates].reverse() })).toEqual({
      candidates,
      ...rest,
    });
    expect(judgeRequest({ ...request, count: 2 }).digest).not.toBe(rest.digest);
  });

  it.each<[string, object]>([
    ['count', { count: 0 }],
    ['count', { count: undefined }],
    ['candidates', { candidates: [] }],
    ['candidates', { candidates: Array.from({ length: 1001 }, (_, index) => ({ item_id: `i${index}` })) }],
    ['candidates', { candidates: [{ item_id: 'i1' }, { item_id: 'i2' }, { item_id: 'i1' }] }],
    ['candidates[1].difficulty', { candidates: [{ item_id: 'i1' }, { item_id: 'i2', difficulty: 11 }] }],
    ['candidates[0].item_id', { candidates: [{ item_id: '' }] }],
    ['candidates[0].level', { candidates: [{ item_id: 'i1', level: 1 }] }],
  ])('rejects what is wrong, naming %s', (argument, given) => {
    expect(() => judgeRequest({ ...request, ...given })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', argument }) as Error,
    );
  });
});
