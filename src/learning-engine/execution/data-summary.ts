import { canonicalJson, sha256 } from '../contracts/canonical-json.js';
import { type JsonCopy } from '../contracts/copy-json.js';
import { type JsonObject, type JsonValue } from '../contracts/json.js';

const SIGNIFICANT_DIGITS = 12;

/**
 * What the record keeps of an input or output: all of it if it is small, otherwise its size, the lengths of its lists,
 * and the SHA-256 of its canonical form. Numbers are rounded before that, because the last bits of exponentials differ
 * between machines. Of what JSON cannot hold it keeps why not. The summary always fits.
 */
export function dataSummary(data: JsonCopy, maximumBytes: number): JsonObject {
  if ('problem' in data) {
    const { pointer, reason } = data.problem;
    return firstThatFits([{ refused: { pointer, reason } }, { refused: { reason } }], maximumBytes);
  }
  const { value, canonical } = data;
  const bytes = Buffer.byteLength(canonical);
  if (bytes <= maximumBytes) return value;
  const digest = { bytes, sha256: sha256(canonicalJson(rounded(value))) };
  return firstThatFits([{ digest: { ...digest, lengths: lengthsOf(value) } }, { digest }], maximumBytes);
}

const firstThatFits = (summaries: readonly JsonObject[], maximumBytes: number): JsonObject =>
  summaries.find((summary) => Buffer.byteLength(canonicalJson(summary)) <= maximumBytes) ?? {};

const lengthsOf = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, JsonValue[]] => Array.isArray(entry[1]))
      .map(([name, list]) => [name, list.length]),
  );

const rounded = (value: JsonObject): JsonObject =>
  JSON.parse(
    JSON.stringify(value, (_name, part: unknown) =>
      typeof part === 'number' ? Number(part.toPrecision(SIGNIFICANT_DIGITS)) : part,
    ),
  ) as JsonObject;
