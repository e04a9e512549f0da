import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FolderUnusableError } from './embedded-postgres.errors.js';
import { accountName } from './server-account.js';

const STICKY = 0o1000;
const WRITABLE_BY_ALL = 0o002;

/**
 * Sees to it that no other account can exchange the data directory and the file of the passwords: by the folder around them, or
 * by a link of its own in their place.
 *
 * @throws {FolderUnusableError}
 */
export async function rejectForeignFolder(directory: string): Promise<void> {
  if (process.getuid === undefined) return;
  const link = await lstat(directory).catch(() => undefined);
  if (link?.isSymbolicLink() && !isTrusted(link.uid)) {
    throw new FolderUnusableError(directory, `it is a link that belongs to ${await accountName(link.uid)}.`);
  }
  const folder = dirname(await realpath(directory).catch(() => directory));
  const { uid, mode } = await stat(folder);
  if (!isTrusted(uid)) {
    throw new FolderUnusableError(folder, `it belongs to ${await accountName(uid)}, who could exchange what is in it.`);
  }
  // In a sticky folder, such as /tmp, each account can exchange only what is its own.
  if ((mode & WRITABLE_BY_ALL) !== 0 && (mode & STICKY) === 0) {
    throw new FolderUnusableError(folder, 'every account can write in it, and exchange what is in it.');
  }
}

const isTrusted = (uid: number): boolean => uid === 0 || uid === process.getuid!();
