/**
 * The defaults with the given values in their place.
 *
 * @param mayBeZero whether numbers may be 0
 * @throws RangeError that names a setting which is not known, or no positive number where the default is one
 */
export function withDefaults<T extends object>(
  group: string,
  defaults: Readonly<T>,
  given: Partial<T> = {},
  mayBeZero = false,
): T {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) {
    if (!Object.hasOwn(defaults, name)) throw new RangeError(`${group}.${name} is not a known setting`);
    const usual: unknown = defaults[name as keyof T];
    if (typeof value !== typeof usual) throw new RangeError(`${group}.${name} must be a ${typeof usual}`);
    if (typeof value === 'number' && !(Number.isFinite(value) && (value > 0 || (mayBeZero && value === 0)))) {
      throw new RangeError(`${group}.${name} must be ${mayBeZero ? '0 or ' : ''}a positive number`);
    }
  }
  return { ...defaults, ...Object.fromEntries(set) };
}
