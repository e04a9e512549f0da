import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { type JsonValue } from './json.js';

/** RFC 8785 form of a JSON value: equal values have equal texts, whatever the order of their keys. */
export const canonicalJson = (value: JsonValue): string => canonicalize(value) as string;

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
