import { createHash } from 'node:crypto';
import { type JsonValue } from './json.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Texts that need no escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * RFC 8785 form of a JSON value: equal values have equal texts, whatever the order of their keys. JSON.stringify writes numbers and
 * texts as the RFC asks; names are sorted by their UTF-16 code units.
 *
 * @throws TypeError for what JSON cannot hold: numbers that are not finite, texts with half a character, undefined, functions
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return textOf(value);
  if ((typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  // Put together piece by piece: a list of the pieces takes half as long again.
  let members = '';
  if (isList(value)) {
    for (const one of value) members += `${members && ','}${canonicalJson(one)}`;
    return `[${members}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`JSON cannot hold ${JSON.stringify(value) ?? typeof value}.`);
  for (const name of Object.keys(value).sort()) {
    members += `${members && ','}${textOf(name)}:${canonicalJson(value[name]!)}`;
  }
  return `{${members}}`;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function textOf(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new TypeError(`JSON cannot hold ${JSON.stringify(text)}.`);
  return JSON.stringify(text);
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
