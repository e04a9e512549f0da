/** A line of a text. */
export interface TextLine {
  /** From 1. */
  line: number;
  /** Undefined where the line is too long, or is not UTF-8. */
  text: string | undefined;
  problem?: 'too-long' | 'not-utf8';
}

const LINE_FEED = 10;

/**
 * Cuts bytes into lines. Of a line that is too long no more than its length is kept.
 *
 * @param most bytes of a line
 * @param first the number of the first one
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, most: number, first = 1): AsyncGenerator<TextLine> {
  let line = first;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const add = (piece: Uint8Array) => {
    length += piece.length;
    if (length > most) pieces = [];
    else pieces.push(piece);
  };
  const take = (): TextLine => {
    const taken = length > most ? tooLong(line) : lineOf(Buffer.concat(pieces), line);
    [pieces, length, line] = [[], 0, line + 1];
    return taken;
  };
  for await (const piece of bytes) {
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
      add(piece.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(piece.subarray(start));
  }
  if (length > 0) yield take();
}

const tooLong = (line: number): TextLine => ({ line, text: undefined, problem: 'too-long' });

/** It takes the mark at the beginning of a file away. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function lineOf(bytes: Uint8Array, line: number): TextLine {
  try {
    return { line, text: utf8.decode(bytes).replace(/\r$/, '') };
  } catch {
    return { line, text: undefined, problem: 'not-utf8' };
  }
}
