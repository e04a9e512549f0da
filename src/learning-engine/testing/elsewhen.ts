const DAY_MS = 24 * 3600 * 1000;

/** Does work as if it were another day: what reads the clock reads another time. */
export function elsewhen<T>(work: () => T): T {
  const Today = globalThis.Date;
  const now = () => Today.now() + 1.25 * DAY_MS;
  globalThis.Date = new Proxy(Today, {
    construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now()] : values) as Date,
    apply: () => new Today(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
  try {
    return work();
  } finally {
    globalThis.Date = Today;
  }
}
