import { types } from 'node:util';
import { canonicalJson } from './canonical-json.js';
import { isStorableText } from './json-text.js';
import { type JsonObject, type JsonValue } from './json.js';
import { pointerOf } from './problem.js';

/** How large a JSON value may be. */
export interface JsonLimits {
  /** Levels of nested objects and lists. */
  depth: number;
  /** Names in one object. */
  keys: number;
  /** Bytes of the canonical UTF-8 form. */
  bytes: number;
}

/** Why a value was rejected, with the RFC 6901 pointer to the culprit ('' = the whole value). */
export interface JsonProblem {
  pointer: string;
  reason: string;
}

export type JsonCopy = { value: JsonObject; canonical: string } | { problem: JsonProblem };

/** A copy that was not written out yet: its bytes are at least so many. */
export type JsonDraft = { value: JsonObject; atLeastBytes: number } | { problem: JsonProblem };

/** A list or object on the way from the root to where the walk stands. No value has an object of its own here. */
interface Open {
  source: object;
  copy: JsonValue[] | Record<string, JsonValue>;
  /** Undefined for a list. */
  names: readonly string[] | undefined;
  size: number;
  /** Of what stands before its values in JSON: a comma each, and names. */
  atLeastBytes: number;
  /** Of the value where the walk stands; -1 before the first. */
  index: number;
}

const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER;

/**
 * Copies a JSON object, or rejects it: what is accepted is stored, read back and checksummed identically.
 *
 * It rejects all values that JSON or PostgreSQL would change in silence or not take: NaN, infinities, numbers beyond
 * ±(2^53 - 1), NUL and lone surrogates, `undefined`, functions, symbols, BigInt, dates, maps, class instances,
 * proxies, accessors, array holes, the name `__proto__`, and whatever exceeds the limits (cycles among it). -0 becomes 0.
 * No getter, no `toJSON` and no proxy's trap is called. The walk is a loop, so depth cannot overflow the stack, and it
 * ends as soon as the bytes that are certain exceed the limit: what is written out fits in memory.
 */
export const copyJson = (source: unknown, limits: JsonLimits): JsonCopy =>
  writeJson(draftJson(source, limits), limits.bytes);

/** The second half of `copyJson`, which takes as long as the first: the RFC 8785 text, and whether it is too large. */
export function writeJson(draft: JsonDraft, maximumBytes: number): JsonCopy {
  if ('problem' in draft) return draft;
  const { value, atLeastBytes } = draft;
  if (atLeastBytes > maximumBytes) return tooLarge(maximumBytes);
  const canonical = canonicalJson(value);
  return Buffer.byteLength(canonical) > maximumBytes ? tooLarge(maximumBytes) : { value, canonical };
}

/** The first half of `copyJson`: after it, what becomes of the source makes no difference. */
export function draftJson(source: unknown, limits: JsonLimits): JsonDraft {
  // The root is the one value of a list, so that it is a value like all others.
  const roots: JsonValue[] = [];
  const open: Open[] = [{ source: [source], copy: roots, names: undefined, size: 1, atLeastBytes: 0, index: -1 }];
  const reject = ({ pointer, reason }: JsonProblem) => ({
    problem: { pointer: pointerOf(open.slice(1).map(stepOf)) + pointer, reason },
  });
  let atLeastBytes = 0;

  for (let top = open.at(-1); top; top = open.at(-1)) {
    top.index += 1;
    if (top.index === top.size) {
      open.pop();
      continue;
    }
    const step = stepOf(top);
    const property = Object.getOwnPropertyDescriptor(top.source, step);
    if (!property || !('value' in property) || (top.names && !property.enumerable)) return reject(ACCESSOR);
    const value: unknown = property.value;
    const reason = scalarProblem(value);
    if (reason) return reject({ pointer: '', reason });
    atLeastBytes += typeof value === 'string' ? value.length + 2 : 1;
    if (atLeastBytes > limits.bytes) return tooLarge(limits.bytes);
    if (typeof value !== 'object' || value === null) {
      put(top, step, value === 0 ? 0 : (value as JsonValue));
      continue;
    }
    if (open.length > limits.depth) {
      return reject({ pointer: '', reason: `must not nest deeper than ${limits.depth} levels` });
    }
    if (types.isProxy(value)) return reject(NOT_PLAIN);
    if (Array.isArray(value) && value.length > limits.bytes) return tooLarge(limits.bytes);
    const child = Array.isArray(value) ? openList(value) : openObject(value, limits.keys);
    if ('reason' in child) return reject(child);
    atLeastBytes += child.atLeastBytes;
    if (atLeastBytes > limits.bytes) return tooLarge(limits.bytes);
    put(top, step, child.copy);
    open.push(child);
  }

  const [root] = roots;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    return { problem: { pointer: '', reason: 'must be a JSON object' } };
  }
  return { value: root as JsonObject, atLeastBytes };
}

const tooLarge = (bytes: number) => ({ problem: { pointer: '', reason: `must be at most ${bytes} bytes long` } });

const stepOf = ({ names, index }: Open): string | number => (names ? names[index]! : index);

function put({ copy }: Open, step: string | number, value: JsonValue): void {
  if (Array.isArray(copy)) copy.push(value);
  else copy[step] = value;
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

function openList(source: unknown[]): Open | JsonProblem {
  if (!isPlainArray(source)) return NOT_PLAIN;
  // One own key for each element and one for `length`: fewer is a hole, more is a property JSON would drop.
  if (Reflect.ownKeys(source).length !== source.length + 1) {
    return { pointer: '', reason: 'must be a list without holes and extra properties' };
  }
  const size = source.length;
  return { source, copy: [], names: undefined, size, atLeastBytes: size, index: -1 };
}

function openObject(source: object, maximumNames: number): Open | JsonProblem {
  if (!isPlainObject(source)) return types.isPromise(source) ? A_PROMISE : NOT_PLAIN;
  const names = Reflect.ownKeys(source);
  if (names.length > maximumNames) return { pointer: '', reason: `must have at most ${maximumNames} names` };
  let atLeastBytes = 0;
  for (const name of names) {
    if (typeof name === 'symbol') return { pointer: '', reason: 'must not have a symbol as a name' };
    if (name === '__proto__') return { pointer: '/__proto__', reason: 'is not an allowed name' };
    if (!isStorableText(name)) {
      return { pointer: '', reason: 'must not have names that contain NUL or lone surrogates' };
    }
    atLeastBytes += name.length + 4; // with quotes, colon and comma
  }
  return { source, copy: {}, names: names as string[], size: names.length, atLeastBytes, index: -1 };
}

const NOT_PLAIN: JsonProblem = { pointer: '', reason: 'must be a plain object or list' };

const A_PROMISE: JsonProblem = { pointer: '', reason: 'must be a JSON value, not a promise' };

const ACCESSOR: JsonProblem = { pointer: '', reason: 'must be a plain value, not a hidden one or a getter' };

/** `{}`, `Object.create(null)` and what JSON.parse makes, in any realm (a worker's objects have another prototype). */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  if (types.isProxy(prototype)) return false;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty');
}

/** A list of no class of its own, in any realm: the prototype of lists is a list itself, that of a subclass is not. */
function isPlainArray(value: unknown[]): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return !types.isProxy(prototype) && Array.isArray(prototype);
}
