import { isJsonObject, type JsonValue } from './json.js';
import { pointerOf } from './problem.js';

/** Where two values of JSON differ most. */
export interface Difference {
  /** RFC 6901 pointer to it. */
  pointer: string;
  /** Of two numbers a and b, |a - b| / max(|a|, |b|), from 0 to 2. Null where something else than a number differs. */
  relative: number | null;
}

/** The first place where something else than a number differs; where there is none, the largest relative difference of two numbers. Undefined for equal values. */
export function largestDifference(one: JsonValue, other: JsonValue): Difference | undefined {
  let largest: Difference | undefined;
  for (const difference of differences(one, other, [])) {
    if (difference.relative === null) return difference;
    if (difference.relative > (largest?.relative ?? 0)) largest = difference;
  }
  return largest;
}

function* differences(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
  path: readonly (string | number)[],
): Generator<Difference> {
  if (one === other) return;
  if (typeof one === 'number' && typeof other === 'number') {
    const relative = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
    yield { pointer: pointerOf(path), relative };
  } else if (Array.isArray(one) && Array.isArray(other)) {
    const [ones, others] = [one as readonly JsonValue[], other as readonly JsonValue[]];
    const length = Math.max(ones.length, others.length);
    for (let index = 0; index < length; index += 1) {
      yield* differences(ones[index], others[index], [...path, index]);
    }
  } else if (isJsonObject(one) && isJsonObject(other)) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      yield* differences(memberOf(one, name), memberOf(other, name), [...path, name]);
    }
  } else yield { pointer: pointerOf(path), relative: null };
}

const memberOf = (object: Readonly<Record<string, JsonValue>>, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;
