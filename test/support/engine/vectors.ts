import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Golden numbers of a published model, each file with its source and tolerances. */
export const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(join('test', 'fixtures', 'vectors', `${name}.json`), 'utf8')) as T;

/** The object with its camelCase names in snake_case, the spelling of the engine's data. */
export const snakeCase = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

/** The instant that many seconds after the beginning of 2026: array order as time order. */
export const secondsIn = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** `expect(x).toBeCloseTo` counts decimals; a tolerance is a distance. */
export function expectWithin(actual: number, expected: number, tolerance: number): void {
  if (!(Math.abs(actual - expected) <= tolerance)) expect(actual).toBe(expected);
}
