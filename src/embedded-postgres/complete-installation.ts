import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { binaryPath } from './platform-binaries.js';

interface LibraryLink {
  source: string;
  target: string;
}

/**
 * Does what the package's install script does, for installations without install scripts: makes the links by which the
 * programs find their libraries, and lets the programs be executed. Does nothing where nothing is missing.
 *
 * @param root folder of the platform package
 * @throws the file system's error when something is missing and the folder cannot be written
 */
export async function completeInstallation(root: string): Promise<void> {
  for (const { source, target } of await libraryLinks(root)) {
    if (await exists(join(root, target))) continue;
    await symlink(relative(dirname(target), source), join(root, target)).catch(unlessMadeMeanwhile);
  }
  if (process.platform === 'win32') return;
  for (const program of ['initdb', 'pg_ctl', 'postgres'] as const) {
    const file = binaryPath(root, program);
    const { mode } = await stat(file);
    if ((mode & 0o111) === 0) await chmod(file, 0o755);
  }
}

async function libraryLinks(root: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // Windows has no links
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
