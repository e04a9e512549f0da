import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { prepare } = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { prepare: string } }).scripts;

describe('the hook of commits', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'commit-hook-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As `npm ci` runs it. */
  const installHook = (env = process.env) => spawnSync('/bin/sh', ['-c', prepare], { cwd: folder, env }).status;
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  const commit = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    git('add', file);
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.example'];
    return spawnSync('git', [...identity, 'commit', '--message', file], { cwd: folder, encoding: 'utf8' });
  };

  it('rejects a file of another format or with a finding of lint, and no other', () => {
    for (const name of ['.githooks', '.prettierrc', 'eslint.config.mjs']) {
      cpSync(name, join(folder, name), { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    git('init', '--quiet');
    expect(installHook()).toBe(0);

    expect(commit('format.json', '{"a":1}')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('format.json') as string,
    });
    git('reset', 'format.json');
    expect(commit('lint.mjs', 'const unused = 1;\n')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no-unused-vars') as string,
    });
    expect(commit('lint.mjs', 'export const used = 1;\n').status).toBe(0);
    expect(git('ls-files')).toBe('lint.mjs\n');
  });

  it('is not missed where there is no clone, or no git', () => {
    expect(installHook()).toBe(0);
    expect(installHook({ PATH: '/nowhere' })).toBe(0);
  });
});
