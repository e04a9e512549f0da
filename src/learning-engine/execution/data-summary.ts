import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonCopy } from '../json/copy-json.js';
import { type JsonObject, type JsonValue } from '../json/json.js';

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
  const digest = { bytes, sha256: sha256(isRounded(value) ? canonical : canonicalJson(rounded(value))) };
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

/** Whether rounding would change nothing, as for most inputs: then there is no need to write them a second time. */
const isRounded = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isRounded)
    : typeof value !== 'number' || roundedNumber(value) === value;

/** With numbers of 12 significant digits: the last bits of exponentials differ between machines. */
export function rounded(value: JsonValue): JsonValue {
  if (typeof value === 'number') return roundedNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(rounded);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

/** Most numbers are short integers, and need not be written and read back. */
const roundedNumber = (value: number): number =>
  Number.isInteger(value) && Math.abs(value) < 10 ** SIGNIFICANT_DIGITS
    ? value
    : Number(value.toPrecision(SIGNIFICANT_DIGITS));

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
