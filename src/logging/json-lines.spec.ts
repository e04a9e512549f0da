import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonLines, lineStream } from './json-lines.js';

describe(lineStream.name, () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'lines-'));
  const file = join(folder, 'log');
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const written = () => fs.readFileSync(file, 'utf8');

  it('gathers lines, and writes them in their order when there are enough, soon, or on request', async () => {
    const stream = lineStream(fs.openSync(file, 'w'));
    const lines = jsonLines(stream);
    lines.info('first');
    lines.info('second');
    expect(written()).toBe('');
    stream.flush();
    expect(written()).toMatch(/^{.*"message":"first"}\n{.*"message":"second"}\n$/);

    for (let i = 0; i < 200; i += 1) lines.info('many');
    expect(written().length).toBeGreaterThan(8192);
    lines.info('the last one');
    while (!written().includes('the last one')) await sleep(10);
  });

  it('has written all of it when the process ends', () => {
    const script =
      "import('./src/logging/json-lines.ts').then(({ jsonLines, lineStream }) => jsonLines(lineStream()).info('last words'))";
    const args = [
      '--conditions=source',
      '--import',
      '@swc-node/register/esm-register',
      '-e',
      `${script}.then(() => process.exit())`,
    ];

    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toMatch(/"message":"last words"}\n$/);
  });

  it('outlives a full disk, keeps nothing of that time, and goes on afterwards', () => {
    const stream = lineStream(fs.openSync(file, 'w'));
    const lines = jsonLines(stream);
    const disk = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    for (let i = 0; i < 1000; i += 1) lines.info('no room');
    stream.flush();
    disk.mockRestore();
    lines.info('room again');
    stream.flush();

    expect(written()).toMatch(/^{.*"message":"room again"}\n$/);
  });
});
