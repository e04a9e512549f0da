import { canonicalJson, sha256 } from '../contracts/canonical-json.js';
import { type JsonObject, type JsonValue } from '../contracts/json.js';

const SIGNIFICANT_DIGITS = 12;

/**
 * What the record keeps of an input or output: all of it if it is small, otherwise its size, the lengths of its lists,
 * and the SHA-256 of its canonical form. Numbers are rounded before that, because the last bits of exponentials differ
 * between machines.
 */
export function dataSummary(value: JsonObject, canonical: string, maximumBytes: number): JsonObject {
  const bytes = Buffer.byteLength(canonical);
  if (bytes <= maximumBytes) return value;
  const lists = Object.entries(value).filter((entry): entry is [string, JsonValue[]] => Array.isArray(entry[1]));
  const lengths = Object.fromEntries(lists.map(([name, list]) => [name, list.length]));
  return { digest: { bytes, sha256: sha256(canonicalJson(rounded(value))), lengths } };
}

const rounded = (value: JsonObject): JsonObject =>
  JSON.parse(
    JSON.stringify(value, (_name, part: unknown) =>
      typeof part === 'number' ? Number(part.toPrecision(SIGNIFICANT_DIGITS)) : part,
    ),
  ) as JsonObject;
