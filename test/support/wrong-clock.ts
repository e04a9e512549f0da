const EVERYTHING_BUT_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Does some work while the clock of the process says something else: `Date.now()` and `new Date()`. Timers go on as ever. */
export async function withClockAt(now: number, work: () => Promise<void>): Promise<void> {
  const date = Date;
  jest.useFakeTimers({ now, doNotFake: [...EVERYTHING_BUT_DATE] });
  try {
    expect(date).not.toBe(Date);
    await work();
  } finally {
    jest.useRealTimers();
  }
}
