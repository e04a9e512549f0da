import { chmod, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderUnusableError } from './embedded-postgres.errors.js';

/**
 * Where root keeps what the server's account cannot reach in the project. Not below a temporary folder if it can be
 * helped: those are swept of what was not used for a month, file by file, and this holds a database.
 */
const PARENTS = ['/var/lib', '/var/tmp'];
const NAME = 'learning-engine-embedded';

/**
 * A folder of root that every account can enter and no other can write or list.
 *
 * @throws {FolderUnusableError} when somebody else has made it before us, or it cannot be made
 */
export async function openShelter(): Promise<string> {
  let failure: unknown;
  for (const parent of PARENTS) {
    const folder = join(parent, NAME);
    try {
      await mkdir(folder, { mode: 0o711 });
      await chmod(folder, 0o711); // whatever the umask took away
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return await trusted(folder);
      failure = error;
    }
  }
  throw new FolderUnusableError(join(PARENTS[0]!, NAME), 'it cannot be made.', { cause: failure });
}

/** lstat, because a link would lead to a place of somebody else's choice. */
async function trusted(folder: string): Promise<string> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new FolderUnusableError(folder, 'it is not a folder that belongs to root and that only root can write.');
  }
  return folder;
}
