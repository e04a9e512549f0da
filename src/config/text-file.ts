import { readFileSync } from 'node:fs';

/** A file is not the text that it should be. The message follows "it", and shows nothing of the file. */
export class TextFileError extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file in UTF-8, without its byte order mark. Anything else would be read as another text in silence.
 *
 * @throws TextFileError
 */
export function readTextFile(path: string): string {
  const bytes = read(path);
  const begin = bytes.subarray(0, 2).toString('hex');
  if (begin === 'fffe' || begin === 'feff') throw new TextFileError('is in UTF-16: save it as UTF-8');
  if (bytes.includes(0)) throw new TextFileError('has a NUL byte, as binary files and UTF-16 have: save it as UTF-8');
  try {
    return utf8.decode(bytes);
  } catch {
    throw new TextFileError('is not in UTF-8: save it as UTF-8');
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new TextFileError(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
