import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { completeInstallation } from './complete-installation.js';
import { BinariesUnusableError } from './embedded-postgres.errors.js';
import { binaryPath, findPlatformBinaries, type PlatformBinaries } from './platform-binaries.js';
import { runBinary } from './run-binary.js';
import type { ServerAccount } from './server-account.js';
import { openRootFallbackDir } from './root-fallback-dir.js';

/** A PostgreSQL that has been seen to run. */
export interface Installation {
  root: string;
  /** Clusters of another major version cannot be read. */
  major: string;
}

/**
 * The installed PostgreSQL, made complete, or for root a copy of it where the server's account can reach it.
 *
 * @throws {BinariesMissingError} when none is installed
 * @throws {BinariesUnusableError} when it does not run
 */
export async function openInstallation(account: ServerAccount | undefined): Promise<Installation> {
  const binaries = await findPlatformBinaries();
  const shellActive = process.platform !== 'win32' && /["$`\\]/.exec(binaries.root);
  // pg_ctl and initdb hand their own path to a shell, between double quotes.
  const failure = shellActive ? `its path contains ${shellActive[0]}` : await makeReady(binaries.root, account);
  if (typeof failure !== 'string') return failure;
  if (!account) throw new BinariesUnusableError(binaries.root, failure);

  const copy = await fallbackCopy(binaries);
  const second = await makeReady(copy, account);
  if (typeof second !== 'string') return second;
  throw new BinariesUnusableError(copy, second);
}

/** The installation, or what keeps it from running. */
async function makeReady(root: string, account: ServerAccount | undefined): Promise<Installation | string> {
  try {
    await completeInstallation(root);
  } catch (error) {
    return `files are missing and cannot be made there: ${(error as Error).message}`;
  }
  const { ok, output } = await runBinary(binaryPath(root, 'postgres'), ['--version'], { account });
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (ok && major) return { root, major };
  return `${output.trim()} (on Linux the programs need glibc)`;
}

/** One copy per version, shared by all projects; it appears complete or not at all. */
async function fallbackCopy({ root, label }: PlatformBinaries): Promise<string> {
  const copy = join(await openRootFallbackDir(), label);
  if (await isThere(copy)) return copy;
  const aside = `${copy}.${randomUUID()}`;
  try {
    await cp(root, aside, { recursive: true, verbatimSymlinks: true });
    await openToAll(aside);
    await rename(aside, copy);
  } catch (error) {
    if (!(await isThere(copy))) throw new BinariesUnusableError(root, 'it cannot be copied.', { cause: error });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return copy;
}

/** The project's files may be closed to others altogether: a copy for another account must not be. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
