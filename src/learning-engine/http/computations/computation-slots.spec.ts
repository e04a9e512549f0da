import { ComputationSlots } from './computation-slots.js';

describe(ComputationSlots.name, () => {
  it('lets so many of each user in, and the next one when one is free', async () => {
    const slots = new ComputationSlots(2);
    const [first] = [await slots.take('ada'), await slots.take('ada')];
    const third = slots.take('ada');
    expect(await slots.take('ben')).toBeDefined();

    first!.leave();
    expect(await third).toBeDefined();
  });

  it('keeps a place until the work is over, also when the request that asked for it is gone', async () => {
    const slots = new ComputationSlots(1);
    const slot = (await slots.take('ada'))!;
    let end!: () => void;
    const work = slot.during(() => new Promise<void>((resolve) => (end = resolve)));
    slot.leave();
    let isIn = false;
    const next = slots.take('ada').then(() => (isIn = true));
    await new Promise(setImmediate);
    expect(isIn).toBe(false);

    end();
    await work;
    await next;
    expect(isIn).toBe(true);
  });

  it('rejects at once when many wait, and those that wait after a while', async () => {
    const slots = new ComputationSlots(1);
    await slots.take('ada');
    const waiting = Array.from({ length: 32 }, () => slots.take('ada'));

    expect(
      await Promise.race([slots.take('ada'), Promise.race(waiting).then(() => 'one that waited')]),
    ).toBeUndefined();
    expect(await Promise.all(waiting)).toEqual(new Array(32).fill(undefined));
  });
});
