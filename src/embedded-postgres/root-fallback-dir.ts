import { chmod, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderUnusableError } from './embedded-postgres.errors.js';

/**
 * Where root keeps what the server's account cannot reach in the project. Not below a temporary folder if it can be
 * helped: those are swept of what was not used for a month, file by file, and this holds a database.
 */
const CANDIDATES = ['/var/lib', '/var/tmp'].map((parent) => join(parent, 'learning-engine-embedded'));

/** The fallback folder of earlier starts: a folder of root that every account can enter and no other can write or list. */
export async function findRootFallbackDir(): Promise<string | undefined> {
  for (const folder of CANDIDATES) if (await isTrusted(folder)) return folder;
  return undefined;
}

/**
 * The fallback folder, made if there is none.
 *
 * @throws {FolderUnusableError} when another account made a folder of that name before us, or it cannot be made
 */
export async function openRootFallbackDir(): Promise<string> {
  const found = await findRootFallbackDir();
  if (found) return found;
  let failure: Error | undefined;
  for (const folder of CANDIDATES) {
    try {
      await mkdir(folder, { mode: 0o711 });
      await chmod(folder, 0o711); // whatever the umask took away
      return folder;
    } catch (error) {
      if (await isTrusted(folder)) return folder; // another process was faster
      failure ??= error as Error;
    }
  }
  throw new FolderUnusableError(CANDIDATES[0]!, `it must be a folder that only root can write; ${failure?.message}.`, {
    cause: failure,
  });
}

/** lstat, because a link would lead to a place that another account chose. */
function isTrusted(folder: string): Promise<boolean> {
  return lstat(folder).then(
    (found) => found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0,
    () => false,
  );
}
