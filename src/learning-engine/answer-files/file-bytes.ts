import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InvalidArgumentError } from '../errors/input.errors.js';

/**
 * The bytes of a file, unpacked where its name ends in .gz.
 *
 * @param onProgress is told how much of the file was read, 0 to 1
 * @throws InvalidArgumentError `answers` when it cannot be read
 */
export async function* fileBytes(
  path: string,
  onProgress: (share: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const { size } = await stat(path).catch((error: Error) => rejectFile(error.message));
  const file = createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  if (bytes !== file) file.on('error', (error) => bytes.destroy(error));
  const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const next = await pieces.next().catch((error: Error) => rejectFile(error.message));
      if (next.done) return;
      yield next.value;
      onProgress(file.bytesRead / size);
    }
  } finally {
    file.destroy();
  }
}

export function rejectFile(reason: string): never {
  throw new InvalidArgumentError('answers', `must be a file of answers: ${reason}`);
}
