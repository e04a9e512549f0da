import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const SOURCES = [
  'src',
  'test',
  'package.json',
  'package-lock.json',
  'development.env',
  'production.env',
  'jest.config.mjs',
  'eslint.config.mjs',
  '.prettierrc',
  'tsconfig.json',
  'tsconfig.build.json',
];

/**
 * A copy of the project's sources that a test may change; the packages are shared, what is cached beside them is not.
 * Gone after the file's tests.
 */
export function useProjectCopy() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-copy-'));
    for (const name of SOURCES) await cp(name, join(folder, name), { recursive: true });
    await mkdir(join(folder, 'node_modules'));
    for (const name of await readdir('node_modules')) {
      if (name !== '.cache' && name !== 'learning-engine')
        await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
    }
    await symlink(join(folder, 'src', 'learning-engine'), join(folder, 'node_modules', 'learning-engine'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return {
    folder: () => folder,
    read: (file: string) => readFile(join(folder, file), 'utf8'),
    write: async (file: string, text: string) => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    },
    /** Puts text in the first place that matches. */
    replace: async (file: string, place: RegExp | string, text: string) => {
      const before = await readFile(join(folder, file), 'utf8');
      const after = before.replace(place, () => text);
      if (after === before) throw new Error(`${file} has no ${place} to replace`);
      await writeFile(join(folder, file), after);
    },
  };
}
