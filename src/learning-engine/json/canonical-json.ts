import { createHash } from 'node:crypto';
import { type JsonObject, type JsonValue } from './json.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785 form of a JSON value: equal values have equal texts, whatever the order of their keys. JSON.stringify writes numbers and
 * texts as the RFC asks; names are sorted by their UTF-16 code units.
 *
 * @throws TypeError for what JSON cannot hold: numbers that are not finite, texts with half a character, undefined, functions
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = value as JsonObject;
    const names = Object.keys(members).sort();
    return `{${names.map((name) => `${canonicalJson(name)}:${canonicalJson(members[name]!)}`).join(',')}}`;
  }
  const isJson =
    typeof value === 'number'
      ? Number.isFinite(value)
      : typeof value === 'string'
        ? !LONE_SURROGATE.test(value)
        : value === null || typeof value === 'boolean';
  if (!isJson) throw new TypeError(`JSON cannot hold ${JSON.stringify(value) ?? typeof value}.`);
  return JSON.stringify(value);
}

/** SHA-256 of a text in UTF-8, as 64 lower case hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The checksum of a stored set; none of what the database can store and JSON in this process cannot, such as 1e400. */
export function checksumOf(content: JsonValue): string | undefined {
  try {
    return sha256(canonicalJson(content));
  } catch {
    return undefined;
  }
}
