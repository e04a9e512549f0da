import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonLines, lineStream } from './json-lines.js';

describe(lineStream.name, () => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'lines-'));
  const file = join(folder, 'log');
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('has written a line when the call returns', () => {
    jsonLines(lineStream(fs.openSync(file, 'w'))).info('last words');

    expect(fs.readFileSync(file, 'utf8')).toMatch(/^{.*"message":"last words"}\n$/);
  });

  it('outlives a full disk, keeps nothing of that time, and goes on afterwards', () => {
    const lines = jsonLines(lineStream(fs.openSync(file, 'w')));
    const disk = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    for (let i = 0; i < 1000; i += 1) lines.info('no room');
    disk.mockRestore();
    lines.info('room again');

    expect(fs.readFileSync(file, 'utf8')).toMatch(/^{.*"message":"room again"}\n$/);
  });
});
