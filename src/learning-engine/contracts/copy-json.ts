import { types } from 'node:util';
import { canonicalJson } from './canonical-json.js';
import { isStorableText } from './json-text.js';
import { type JsonObject, type JsonValue } from './json.js';

/** How large a JSON value may be. */
export interface JsonLimits {
  /** Levels of nested objects and lists. */
  depth: number;
  /** Names in one object. */
  keys: number;
  /** Bytes of the canonical UTF-8 form. */
  bytes: number;
}

/** Why a value was refused, with the RFC 6901 pointer to the culprit ('' = the whole value). */
export interface JsonProblem {
  pointer: string;
  reason: string;
}

export type JsonCopy = { value: JsonObject; canonical: string } | { problem: JsonProblem };

interface Place {
  source: unknown;
  pointer: string;
  depth: number;
  /** Of what stands before the value in JSON: a comma, and a name if it has one. */
  atLeastBytes: number;
  put(copy: JsonValue): void;
}

const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;

/**
 * Copies a JSON object, or refuses it: what is accepted is stored, read back and checksummed identically.
 *
 * Refused are all values that JSON or PostgreSQL would change in silence or reject: NaN, infinities, numbers beyond
 * ±(2^53 - 1), NUL and lone surrogates, `undefined`, functions, symbols, BigInt, dates, maps, class instances,
 * proxies, accessors, array holes, the name `__proto__`, and whatever exceeds the limits (cycles among it). -0 becomes 0.
 * No getter, no `toJSON` and no proxy's trap is called. The walk is a loop, so depth cannot overflow the stack, and it
 * ends as soon as the bytes that are certain exceed the limit: what is written out fits in memory.
 */
export function copyJson(source: unknown, limits: JsonLimits): JsonCopy {
  let root: JsonValue = null;
  let atLeastBytes = 0;
  const tooLarge = { problem: { pointer: '', reason: `must be at most ${limits.bytes} bytes long` } };
  const open: Place[] = [{ source, pointer: '', depth: 1, atLeastBytes: 0, put: (copy) => (root = copy) }];

  for (let place = open.pop(); place; place = open.pop()) {
    const reason = scalarProblem(place.source);
    if (reason) return { problem: { pointer: place.pointer, reason } };
    atLeastBytes += typeof place.source === 'string' ? place.source.length + 2 : 1;
    if (atLeastBytes > limits.bytes) return tooLarge;
    if (typeof place.source !== 'object' || place.source === null) {
      place.put(place.source === 0 ? 0 : (place.source as JsonValue));
      continue;
    }
    if (place.depth > limits.depth) {
      return { problem: { pointer: place.pointer, reason: `must not nest deeper than ${limits.depth} levels` } };
    }
    if (types.isProxy(place.source)) return notPlain(place.pointer);
    if (Array.isArray(place.source) && place.source.length > limits.bytes) return tooLarge;
    const children = Array.isArray(place.source) ? openArray(place, place.source) : openObject(place, limits.keys);
    if ('problem' in children) return children;
    for (const child of children) {
      atLeastBytes += child.atLeastBytes;
      open.push(child);
    }
    if (atLeastBytes > limits.bytes) return tooLarge;
  }

  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    return { problem: { pointer: '', reason: 'must be a JSON object' } };
  }
  const canonical = canonicalJson(root);
  if (Buffer.byteLength(canonical) > limits.bytes) return tooLarge;
  return { value: root, canonical };
}

function scalarProblem(value: unknown): string | undefined {
  switch (typeof value) {
    case 'object':
    case 'boolean':
      return undefined;
    case 'number':
      if (!Number.isFinite(value)) return 'must be a finite number';
      return Math.abs(value) > LARGEST_NUMBER ? `must be between -${LARGEST_NUMBER} and ${LARGEST_NUMBER}` : undefined;
    case 'string':
      return isStorableText(value) ? undefined : 'must not contain NUL or lone surrogates';
    default:
      return `must be a JSON value, not ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`;
  }
}

function openArray(place: Place, source: unknown[]): Place[] | { problem: JsonProblem } {
  const { pointer, depth } = place;
  if (!isPlainArray(source)) return notPlain(pointer);
  // One own key for each element and one for `length`: fewer is a hole, more is a property JSON would drop.
  if (Reflect.ownKeys(source).length !== source.length + 1) {
    return { problem: { pointer, reason: 'must be a list without holes and extra properties' } };
  }
  const copy: JsonValue[] = new Array<JsonValue>(source.length).fill(null);
  place.put(copy);
  const children: Place[] = [];
  for (let index = 0; index < source.length; index += 1) {
    const child = `${pointer}/${index}`;
    const property = Object.getOwnPropertyDescriptor(source, index);
    if (!property || !('value' in property)) return accessor(child);
    const put = (value: JsonValue) => (copy[index] = value);
    children.push({ source: property.value, pointer: child, depth: depth + 1, atLeastBytes: 1, put });
  }
  return children.reverse();
}

function openObject(place: Place, maximumKeys: number): Place[] | { problem: JsonProblem } {
  const { pointer, depth } = place;
  const source = place.source as object;
  if (!isPlainObject(source)) return notPlain(pointer);
  const names = Reflect.ownKeys(source);
  if (names.length > maximumKeys) {
    return { problem: { pointer, reason: `must have at most ${maximumKeys} names` } };
  }
  const copy: Record<string, JsonValue> = {};
  place.put(copy);
  const children: Place[] = [];
  for (const name of names) {
    if (typeof name === 'symbol') return { problem: { pointer, reason: 'must not have a symbol as a name' } };
    const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === '__proto__') return { problem: { pointer: child, reason: 'is not an allowed name' } };
    if (!isStorableText(name)) {
      return { problem: { pointer, reason: 'must not have names that contain NUL or lone surrogates' } };
    }
    const property = Object.getOwnPropertyDescriptor(source, name);
    if (!property?.enumerable || !('value' in property)) return accessor(child);
    const put = (value: JsonValue) => (copy[name] = value);
    const atLeastBytes = name.length + 4; // with quotes, colon and comma
    children.push({ source: property.value, pointer: child, depth: depth + 1, atLeastBytes, put });
  }
  return children.reverse();
}

const notPlain = (pointer: string) => ({ problem: { pointer, reason: 'must be a plain object or list' } });

const accessor = (pointer: string) => ({
  problem: { pointer, reason: 'must be a plain value, not a hidden one or a getter' },
});

/** `{}`, `Object.create(null)` and what JSON.parse makes, in any realm (a worker's objects have another prototype). */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty');
}

/** A list of no class of its own, in any realm: the prototype of lists is a list itself, that of a subclass is not. */
const isPlainArray = (value: unknown[]): boolean => Array.isArray(Object.getPrototypeOf(value));
