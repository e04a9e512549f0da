import { type JsonLimits } from './copy-json.js';

/** How large what is stored may be. Sizes are bytes of the canonical UTF-8 form. */
export interface EngineLimits {
  /** A parameter set. Default 65,536. */
  paramsBytes: number;
  /** An input or output summary of a run. Default 16,384. */
  summaryBytes: number;
  /** Levels of nested objects and lists in either. Default 32. */
  jsonDepth: number;
  /** Names in one object in either. Default 1,000. */
  jsonKeys: number;
  /** An error message of a run; a longer one is cut. Default 8,192. */
  errorMessageBytes: number;
}

export const defaultEngineLimits: Readonly<EngineLimits> = {
  paramsBytes: 64 * 1024,
  summaryBytes: 16 * 1024,
  jsonDepth: 32,
  jsonKeys: 1000,
  errorMessageBytes: 8 * 1024,
};

export const jsonLimits = (limits: EngineLimits, bytes: number): JsonLimits => ({
  depth: limits.jsonDepth,
  keys: limits.jsonKeys,
  bytes,
});

/** The defaults with the given limits in their place. Throws a RangeError that names a limit which is no positive integer. */
export function resolveEngineLimits(given: Partial<EngineLimits> = {}): EngineLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in defaultEngineLimits)) throw new RangeError(`limits.${name} is not a known limit`);
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      throw new RangeError(`limits.${name} must be a positive integer`);
    }
  }
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaultEngineLimits, ...set };
}
