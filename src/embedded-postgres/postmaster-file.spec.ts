import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePostmasterFile, readPostmasterFile, removePostmasterFile } from './postmaster-file.js';

describe(parsePostmasterFile, () => {
  it('finds process id and port', () => {
    const text = '4711\n/data\n1795000000\n54321\n\n127.0.0.1\n  1234 5678\nready   \n';
    expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 54321, isStandalone: false });
  });

  it.each([
    ['', { pid: undefined, port: undefined, isStandalone: false }],
    ['4711\n/data\n', { pid: 4711, port: undefined, isStandalone: false }],
    ['-4711\n/data\n1795000000\n5432\n', { pid: 4711, port: undefined, isStandalone: true }],
  ])('makes do with what is there in %j', (text, found) => {
    expect(parsePostmasterFile(text)).toEqual(found);
  });
});

describe(removePostmasterFile, () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'postmaster-file-'));
    file = join(directory, 'postmaster.pid');
    await writeFile(file, '1\n');
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('removes the file that was read', async () => {
    await removePostmasterFile(directory, (await readPostmasterFile(directory))!);
    expect(await readdir(directory)).toEqual([]);
    expect(await readPostmasterFile(directory)).toBeUndefined();
  });

  it('leaves the file of a server that was started since', async () => {
    const stale = (await readPostmasterFile(directory))!;
    await writeFile(file, '2\n');
    await removePostmasterFile(directory, stale);
    expect(await readdir(directory)).toEqual(['postmaster.pid']);
    expect(await readFile(file, 'utf8')).toBe('2\n');
  });

  it('accepts that another process has removed it', async () => {
    const stale = (await readPostmasterFile(directory))!;
    await rm(file);
    await removePostmasterFile(directory, stale);
    expect(await readdir(directory)).toEqual([]);
  });
});
