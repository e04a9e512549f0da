import { JobSlots } from './job-slots.js';

const never = new AbortController().signal;

describe('slots of jobs', () => {
  it('are given to those who wait, in the order in which they came', async () => {
    const slots = new JobSlots(2);
    const [first, second] = [await slots.take(never), await slots.take(never)];
    const order: string[] = [];
    const third = slots.take(never).then((release) => (order.push('third'), release));
    const fourth = slots.take(never).then((release) => (order.push('fourth'), release));
    await Promise.resolve();
    expect(order).toEqual([]);

    first!();
    (await third)!();
    await fourth;
    expect(order).toEqual(['third', 'fourth']);
    second!();
    expect(await slots.take(never)).toBeInstanceOf(Function);
  });

  it('are not kept for one who has stopped waiting', async () => {
    const slots = new JobSlots(1);
    const release = await slots.take(never);
    const stop = new AbortController();
    const gone = slots.take(stop.signal);
    const next = slots.take(never);
    stop.abort();
    expect(await gone).toBeUndefined();
    expect(await slots.take(stop.signal)).toBeUndefined();

    release!();
    expect(await next).toBeInstanceOf(Function);
  });
});
