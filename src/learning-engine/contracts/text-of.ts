import { inspect } from 'node:util';

/** The text of anything that was thrown: programs throw all sorts of things, some of which have no text. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return inspect(thrown);
  }
}
