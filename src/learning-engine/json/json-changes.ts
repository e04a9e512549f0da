import { canonicalJson } from './canonical-json.js';
import { isJsonObject, type JsonObject, type JsonValue } from './json.js';
import { pointerOf } from './problem.js';

/** One difference between two JSON objects. */
export interface JsonChange {
  /** RFC 6901 pointer to what differs. */
  pointer: string;
  /** The value before; left out when there was none. */
  from?: JsonValue;
  /** The value after; left out when there is none. */
  to?: JsonValue;
}

/** What changed from one JSON object to another, by name within objects; a list that differs is one change. */
export function jsonChanges(from: JsonObject, to: JsonObject, path: readonly string[] = []): JsonChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => changesOf(memberOf(from, name), memberOf(to, name), [...path, name]));
}

function changesOf(from: JsonValue | undefined, to: JsonValue | undefined, path: readonly string[]): JsonChange[] {
  if (isJsonObject(from) && isJsonObject(to)) return jsonChanges(from, to, path);
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return [];
  return [{ pointer: pointerOf(path), ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}

/** A name may be one that every object inherits, such as `constructor`. */
const memberOf = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;
