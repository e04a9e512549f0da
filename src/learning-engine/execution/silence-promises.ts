import { types } from 'node:util';

/** So many values are looked at, and no longer list: what an algorithm returned may have no end. */
const MOST = 100_000;

/**
 * Takes care of the promises within an output that was refused, such as those of a forgotten `await`: nobody waits for them,
 * and one that rejects would end the process.
 */
export function silencePromises(output: unknown): void {
  const found = new Set([output]);
  // What is added while a set is walked is walked as well.
  for (const value of found) {
    if (types.isPromise(value)) value.catch(() => undefined);
    else if (isOpen(value)) for (const inner of valuesOf(value)) if (found.size < MOST) found.add(inner);
  }
}

/** Neither a proxy, which would hear of it, nor the bytes of a buffer. */
const isOpen = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !types.isProxy(value) &&
  !ArrayBuffer.isView(value) &&
  !(Array.isArray(value) && value.length > MOST);

/** Without calling a getter. */
const valuesOf = (value: object): unknown[] =>
  Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => property.value as unknown);
