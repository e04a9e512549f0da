import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const LIMIT = 4096;

/** A file with secrets may have been put there, or may be read, by another account. The message follows the file's name. */
export class OpenFileError extends Error {}

/**
 * The text of a small file with secrets of this account. Undefined when there is none.
 *
 * @throws OpenFileError, and the file system's errors
 */
export function readClosedFile(file: string): string | undefined {
  const descriptor = openIfThere(file);
  if (descriptor === undefined) return undefined;
  try {
    const found = fstatSync(descriptor);
    const isOurs = process.getuid === undefined || found.uid === process.getuid();
    const isClosed = process.platform === 'win32' || (found.mode & 0o077) === 0;
    if (!found.isFile() || !isOurs || !isClosed) {
      throw new OpenFileError('must be a file that belongs to you and that no other account can use (mode 0600)');
    }
    const buffer = Buffer.alloc(LIMIT);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}

/** Not through a link, and without waiting for the writer of a pipe. Windows has neither flag. */
function openIfThere(file: string): number | undefined {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw code === 'ELOOP' ? new OpenFileError('must not be a link') : error;
  }
}
