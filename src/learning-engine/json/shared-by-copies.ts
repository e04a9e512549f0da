/**
 * One value for all copies of the engine in a process: an app may import the one build while a library of its requires the other.
 * Classes are not shared: those of two copies are two.
 */
export function sharedByCopies<Value>(name: string, make: () => Value): Value {
  const values = globalThis as unknown as Record<symbol, Value | undefined>;
  return (values[Symbol.for(`learning-engine:${name}`)] ??= make());
}
