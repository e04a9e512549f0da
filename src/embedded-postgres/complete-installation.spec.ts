import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeInstallation } from './complete-installation.js';
import { binaryPath } from './platform-binaries.js';

describe(completeInstallation, () => {
  let root: string;
  const library = (name: string) => join(root, 'native', 'lib', name);
  const programs = ['initdb', 'pg_ctl', 'postgres'] as const;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'complete-installation-'));
    await mkdir(join(root, 'native', 'lib'), { recursive: true });
    await mkdir(join(root, 'native', 'bin'));
    await writeFile(library('libx.so.1.2'), '');
    for (const program of programs) await writeFile(binaryPath(root, program), '', { mode: 0o644 });
    await writeFile(
      join(root, 'native', 'pg-symlinks.json'),
      JSON.stringify(
        ['libx.so', 'libx.so.1'].map((name) => ({
          source: 'native/lib/libx.so.1.2',
          target: `native/lib/${name}`,
        })),
      ),
    );
  });

  afterEach(() => rm(root, { recursive: true }));

  it('makes the links that are missing, so that they survive a move, and leaves the others', async () => {
    await writeFile(library('libx.so'), 'a copy does as well');
    await completeInstallation(root);
    await completeInstallation(root);
    expect(await readlink(library('libx.so.1'))).toBe('libx.so.1.2');
    expect((await stat(library('libx.so'))).size).toBeGreaterThan(0);
  });

  it('lets the programs be executed, and does not touch those that can be', async () => {
    await chmod(binaryPath(root, 'initdb'), 0o500);
    await completeInstallation(root);
    const modes = await Promise.all(programs.map(async (program) => (await stat(binaryPath(root, program))).mode));
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o500, 0o755, 0o755]);
  });

  it('needs no list of links', async () => {
    await rm(join(root, 'native', 'pg-symlinks.json'));
    await completeInstallation(root);
  });

  it('fails when a link is missing and cannot be made', async () => {
    await rm(join(root, 'native', 'lib'), { recursive: true });
    await expect(completeInstallation(root)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
