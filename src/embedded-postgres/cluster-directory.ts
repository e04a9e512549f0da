import { randomUUID } from 'node:crypto';
import { chown, lstat, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  ClusterCreationError,
  ClusterOwnerError,
  ClusterVersionError,
  FolderUnusableError,
  ForeignDirectoryError,
} from './embedded-postgres.errors.js';
import { binaryPath } from './platform-binaries.js';
import { runBinary } from './run-binary.js';
import { accountName, type ServerAccount } from './server-account.js';
import type { ServerPlace } from './server-place.js';
import { ROLES } from './server-roles.js';

/**
 * Sees to it that the data directory holds a cluster that this PostgreSQL can run, and makes one where there is none.
 * Processes that do this at the same time end up with one and the same cluster.
 *
 * @param durable whether a power cut must not harm a new cluster
 * @throws {ForeignDirectoryError} {@link ClusterOwnerError} {@link ClusterVersionError} when something else is there;
 *   then nothing was touched
 * @throws {ClusterCreationError} when a new cluster could not be made; then nothing is left behind
 */
export async function ensureCluster(place: ServerPlace, durable: boolean): Promise<void> {
  if (!(await isUsableCluster(place))) await createCluster(place, durable);
}

/**
 * Removes what killed processes left behind while they made a cluster. Safe whenever a cluster is in place: a process that is
 * still at it has lost to that one, and knows how to lose.
 */
export async function removeHalfMadeClusters({ directory, account }: ServerPlace): Promise<void> {
  const parent = dirname(directory);
  const prefix = `${basename(directory)}.initdb-`;
  const names = await readdir(parent).catch(() => []);
  const leftOver = names.filter((name) => name.startsWith(prefix) && /^[0-9a-f-]{36}$/.test(name.slice(prefix.length)));
  const remove = async (folder: string) => {
    const { uid } = await lstat(folder);
    // Another account's do no harm; and as root, removing what changes meanwhile may remove something else.
    if (isOurs(uid) || isOurs(uid, account)) await rm(folder, { recursive: true, maxRetries: 3 });
  };
  await Promise.allSettled(leftOver.map((name) => remove(join(parent, name))));
}

/** False when there is nothing there yet. */
async function isUsableCluster({ directory, account, installation }: ServerPlace): Promise<boolean> {
  const found = await stat(directory).catch(unlessMissing(directory));
  if (!found) return false;
  if (!found.isDirectory()) throw new ForeignDirectoryError(directory);
  const entries = await readdir(directory).catch(() => undefined);
  if (entries?.length === 0) return false;

  // A folder that belongs to another account and is no cluster is just foreign; one that cannot be read may be either.
  if (!isOurs(found.uid, account) && (!entries || entries.includes('PG_VERSION'))) {
    const name = account?.name ?? (await accountName(process.getuid?.()));
    throw new ClusterOwnerError(directory, await accountName(found.uid), name);
  }
  if (!entries?.includes('PG_VERSION')) throw new ForeignDirectoryError(directory);
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (version !== installation.major) throw new ClusterVersionError(directory, version, installation.major);
  return true;
}

/** Of the account that runs the server: ours, unless another one is named. */
function isOurs(owner: number, account?: ServerAccount): boolean {
  const uid = account?.uid ?? process.getuid?.();
  return uid === undefined || (uid | 0) === (owner | 0);
}

async function createCluster(place: ServerPlace, durable: boolean): Promise<void> {
  const { directory, account } = place;
  // Beside its place, then renamed: a killed initdb leaves a directory that looks like a cluster and is none.
  const aside = `${directory}.initdb-${randomUUID()}`;
  try {
    await mkdir(aside, { mode: 0o700 });
    if (account) await chown(aside, account.uid, account.gid);
    await initdb(place, aside, durable);
    await rmdir(directory).catch(() => undefined); // Windows renames onto nothing only
    await rename(aside, directory);
  } catch (error) {
    if (await isUsableCluster(place)) return; // another process was faster
    if (error instanceof ClusterCreationError) throw error;
    throw new ClusterCreationError(directory, (error as Error).message, { cause: error });
  } finally {
    await rm(aside, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function initdb({ installation, account, directory }: ServerPlace, aside: string, durable: boolean) {
  const { ok, output } = await runBinary(
    binaryPath(installation.root, 'initdb'),
    [
      // The server rejects all until a start has set the passwords.
      ...['-D', aside, '-U', ROLES.superuser, '--auth=reject', '--encoding=UTF8', '--no-instructions'],
      // Not the host's locale, which some hosts do not even have. PostgreSQL 17 brought the built-in one.
      ...(Number(installation.major) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ],
    { account },
  );
  if (!ok) throw new ClusterCreationError(directory, output.trim());
}

function unlessMissing(directory: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== 'ENOENT') throw new FolderUnusableError(directory, `${error.message}.`, { cause: error });
  };
}
