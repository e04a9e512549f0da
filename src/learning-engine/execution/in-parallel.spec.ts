import { inParallel } from './in-parallel.js';

describe(inParallel, () => {
  const items = Array.from({ length: 10 }, (_, index) => index);
  const turn = () => new Promise(setImmediate);

  it('works on every item, with as many in work at once as there may be', async () => {
    const begun: number[] = [];
    const inWork = new Set<number>();
    let most = 0;
    await inParallel(items, 3, async (item, index) => {
      expect(index).toBe(item);
      begun.push(item);
      inWork.add(item);
      most = Math.max(most, inWork.size);
      await turn();
      inWork.delete(item);
    });

    expect(begun).toEqual(items);
    expect(most).toBe(3);
  });

  it('begins nothing after a failure, and waits for what is in work before it tells', async () => {
    const ended: number[] = [];
    const works = inParallel(items, 3, async (item) => {
      if (item === 1) throw new Error('the first');
      await turn();
      ended.push(item);
      if (item === 2) throw new Error('the second');
    });

    await expect(works).rejects.toThrow('the first');
    expect(ended).toEqual([0, 2]);
  });
});
