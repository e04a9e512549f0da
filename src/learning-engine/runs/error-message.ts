import { sha256 } from '../contracts/canonical-json.js';
import { escapeUnstorable } from '../contracts/json-text.js';

/**
 * Makes any text fit for `error_message`, so that recording a failure never fails because of its words: what
 * PostgreSQL cannot store becomes a visible escape, and a text beyond `maximumBytes` of UTF-8 is cut, with a marker
 * and the SHA-256 of the whole.
 */
export function storableErrorMessage(message: string, maximumBytes: number): string {
  const text = escapeUnstorable(message);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maximumBytes) return text;

  const marker = `… [cut; ${bytes.length} bytes, sha256 ${sha256(text)}]`;
  const room = Math.max(0, maximumBytes - Buffer.byteLength(marker));
  // A streaming decoder leaves out the incomplete character at the cut.
  return new TextDecoder().decode(bytes.subarray(0, room), { stream: true }) + marker;
}
