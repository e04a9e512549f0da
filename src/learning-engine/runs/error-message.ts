import { sha256 } from '../json/canonical-json.js';
import { escapeUnstorable } from '../json/json-text.js';
import { textOf } from '../errors/text-of.js';

/**
 * Makes anything fit for `error_message`, so that recording a failure never fails because of its words: what
 * PostgreSQL cannot store becomes a visible escape, and a text that then exceeds `maximumBytes` of UTF-8 is cut, with a
 * marker that gives bytes and SHA-256 of the whole.
 */
export function storableErrorMessage(thrown: unknown, maximumBytes: number): string {
  const message = textOf(thrown);
  // A character takes a byte at least: what comes after these is cut in any case, so it need not be looked at.
  const text = Buffer.from(escapeUnstorable(message.slice(0, maximumBytes + 1)), 'utf8');
  if (text.length <= maximumBytes) return text.toString('utf8');

  const marker = `… [cut; ${Buffer.byteLength(message)} bytes, sha256 ${sha256(message)}]`;
  const room = Math.max(0, maximumBytes - Buffer.byteLength(marker));
  // A streaming decoder leaves out the incomplete character at the cut.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(text.subarray(0, room), { stream: true }) + marker;
}
