import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FolderUnusableError } from './embedded-postgres.errors.js';
import { rejectForeignFolder } from './foreign-folder.js';
import { type Installation, openInstallation } from './installation.js';
import { runBinary } from './run-binary.js';
import { findServerAccount, type ServerAccount } from './server-account.js';
import { findRootFallbackDir, openRootFallbackDir } from './root-fallback-dir.js';

/** Everything that is settled before a server is looked for: which programs, run by whom, over which folder. */
export interface ServerPlace {
  installation: Installation;
  account: ServerAccount | undefined;
  /** The data directory, without symbolic links. It may not exist yet; its parent does. */
  directory: string;
}

/** @param wish the folder the caller would like the data in */
export async function openServerPlace(wish: string): Promise<ServerPlace> {
  const account = await findServerAccount();
  const installation = await openInstallation(account);
  return { installation, account, directory: await chooseDirectory(resolve(wish), account) };
}

/** Where the server says what it does. */
export function logFileOf(place: ServerPlace): string {
  return join(place.directory, 'server.log');
}

async function chooseDirectory(wish: string, account: ServerAccount | undefined): Promise<string> {
  const wished = await locate(wish);
  if (!account) return wished;
  const reachable = await canEnter(dirname(wished), account);
  if (await isCluster(wished)) {
    if (reachable) return wished;
    const who = `${account.name}, who runs PostgreSQL for root, cannot enter ${dirname(wished)}.`;
    throw new FolderUnusableError(wished, `there is a database in it, and ${who}`);
  }
  const name = `data-${createHash('sha256').update(wished).digest('hex').slice(0, 16)}`;
  const fallback = await findRootFallbackDir();
  // Once the data is there it stays there, whatever becomes reachable later.
  if (fallback && (await isCluster(join(fallback, name)))) return join(fallback, name);
  return reachable ? wished : join(fallback ?? (await openRootFallbackDir()), name);
}

/** The one name of a folder that may not exist yet, so that every start finds the same. */
async function locate(wish: string): Promise<string> {
  try {
    await mkdir(dirname(wish), { recursive: true, mode: 0o755 });
    const directory = join(await realpath(dirname(wish)), basename(wish));
    await rejectForeignFolder(directory);
    return await realpath(directory).catch(() => directory);
  } catch (error) {
    if (error instanceof FolderUnusableError) throw error;
    throw new FolderUnusableError(wish, `${(error as Error).message}.`, { cause: error });
  }
}

/** Whether there is a data directory. */
export function isCluster(directory: string): Promise<boolean> {
  return stat(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** By trying: access lists, mount options and security modules all have a say. */
async function canEnter(folder: string, account: ServerAccount): Promise<boolean> {
  return (await runBinary('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { account })).ok;
}
