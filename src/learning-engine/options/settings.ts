/**
 * The defaults with the given values in their place.
 *
 * @param rules.mayBeZero whether numbers may be 0
 * @param rules.atMost the largest values of some of them
 * @throws RangeError that names a setting which is not known, or no positive number where the default is one, or too large
 */
export function withDefaults<T extends object>(
  group: string,
  defaults: Readonly<T>,
  given: Partial<T> = {},
  { mayBeZero = false, atMost }: { mayBeZero?: boolean; atMost?: Readonly<Partial<T>> } = {},
): T {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) {
    if (!Object.hasOwn(defaults, name)) throw new RangeError(`${group}.${name} is not a known setting`);
    const usual: unknown = defaults[name as keyof T];
    if (typeof value !== typeof usual) throw new RangeError(`${group}.${name} must be a ${typeof usual}`);
    if (typeof value !== 'number') continue;
    if (!(Number.isFinite(value) && (value > 0 || (mayBeZero && value === 0)))) {
      throw new RangeError(`${group}.${name} must be ${mayBeZero ? '0 or ' : ''}a positive number`);
    }
    const largest: unknown = atMost?.[name as keyof T];
    if (typeof largest === 'number' && value > largest) {
      throw new RangeError(`${group}.${name} must be at most ${largest}`);
    }
  }
  return { ...defaults, ...Object.fromEntries(set) };
}
