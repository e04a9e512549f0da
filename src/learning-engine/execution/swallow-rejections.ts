import { types } from 'node:util';

/**
 * Takes care of the promises within an output that was rejected, such as those of a forgotten `await`: no code waits for them,
 * and one that rejects would end the process.
 */
export function swallowRejections(output: unknown): void {
  const found = new Set([output]);
  // What is added while a set is walked is walked as well.
  for (const value of found) {
    if (types.isPromise(value)) value.catch(() => undefined);
    else if (isOpen(value)) for (const inner of valuesOf(value)) if (typeof inner === 'object') found.add(inner);
  }
}

/** Neither a proxy, which would notice, nor the bytes of a buffer. */
const isOpen = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !types.isProxy(value) && !ArrayBuffer.isView(value);

/** Without calling a getter, nor what a subclass made of a method. */
function* valuesOf(value: object): Iterable<unknown> {
  if (types.isMap(value)) for (const entry of Map.prototype.entries.call(value)) yield* entry;
  if (types.isSet(value)) yield* Set.prototype.values.call(value);
  for (const name of Reflect.ownKeys(value)) yield Object.getOwnPropertyDescriptor(value, name)?.value;
}
