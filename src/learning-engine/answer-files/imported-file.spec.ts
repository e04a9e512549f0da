import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { digestOfFile, importedFile, type ImportedFileOptions } from './imported-file.js';
import { type ImportedRow } from './imported-row.js';
import { linesOf } from './text-lines.js';

describe(importedFile.name, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-imports-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | Buffer, options: Partial<ImportedFileOptions> = {}, name = 'answers.csv') {
    const path = join(folder, name);
    await writeFile(path, content);
    const rows: ImportedRow[] = [];
    const given = { source: 'moodle', unit: 'seconds', base: null, ...options } as const;
    for await (const row of importedFile(path, given)) if (!('isBlank' in row)) rows.push(row);
    return rows;
  }
  const reasons = (rows: ImportedRow[]) => rows.map((row) => `${row.line} ${'reason' in row ? row.reason : 'answer'}`);

  it('makes answers of rows, which are named by their source and line where they have no id', async () => {
    const file = [
      'user_id,event_id,timestamp,correct,skill_id,session_id,group_ids,option',
      '7,,1767225600,1,a;b,s1,x;y,A',
      '7,e2,1767225601,0,,,,',
    ];
    expect(await read(`\ufeff${file.join('\r\n')}\r\n`)).toEqual([
      {
        line: 2,
        learner: '7',
        answer: {
          ...{ event_id: 'moodle:2', sequence: 2, at: '2026-01-01T00:00:00.000Z', correct: true, context: 'practice' },
          ...{ skill_ids: ['a', 'b'], session_id: 's1', group_ids: ['x', 'y'], option: 'A' },
        },
      },
      {
        line: 3,
        learner: '7',
        answer: {
          ...{ event_id: 'e2', at: '2026-01-01T00:00:01.000Z', correct: false, context: 'practice' },
          ...{ skill_ids: [], group_ids: [] },
        },
      },
    ]);
  });

  it('gives answers without a time that of the file, or says that they have none', async () => {
    const file = 'user_id,timestamp,rating\n7,12,3';
    const base = '2024-09-01T00:00:00.000Z';
    const map = { at: '' };
    expect(await read(file, { map, base })).toMatchObject([{ answer: { at: base, sequence: 2, rating: 3 } }]);
    const [row] = await read(file, { map });
    expect(row).toEqual({ line: 2, reason: 'at must be given, or --base say when the answers are from' });
  });

  it('goes on after a line that is broken, and says which lines cannot be read', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `7,${index % 2}`);
    rows[1500] = '7,"1"0';
    const read1 = await read(['user_id,correct', ...rows].join('\n'), { base: '2024-09-01T00:00:00Z' });
    expect(read1).toHaveLength(3000);
    const [broken, ...others] = read1.filter((row) => 'reason' in row);
    expect([broken!.line, others]).toEqual([1502, []]);
    expect(read1.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 2));
    const file = 'user_id,option,correct\n7,"one\n""two""",1\n7,"A,1\n7,A,0\n7,"B,1\n7,"C",1\n7,D,1';
    expect(reasons(await read(file, { base: '2024-09-01T00:00:00Z' }))).toEqual([
      '3 answer',
      '4 has a quote that does not begin or end a cell',
      '5 answer',
      '6 has a quote that does not begin or end a cell',
      ...['7 answer', '8 answer'],
    ]);
  });

  it('reads a JSON object on each line, and nothing that is none', async () => {
    const at = '2026-01-01T00:00:00Z';
    const lines = [
      JSON.stringify({ learner_id: 7, at, correct: true, event_id: 'e1' }),
      '',
      JSON.stringify({ learner_id: 'x', at, score: 0.5, hints: null }),
      '{"learner_id": 7, ',
      '[]',
      JSON.stringify({ at, correct: true }),
      JSON.stringify({ learner_id: 7, correct: true }),
      `{"learner_id":"${'x'.repeat(200_000)}"}`,
      JSON.stringify({ learner_id: 7, at, correct: false, unheard_of: 1 }),
    ];
    const rows = await read(lines.join('\n'), {}, 'answers.ndjson');
    expect(rows[0]).toEqual({ line: 1, learner: '7', answer: { at, correct: true, event_id: 'e1' } });
    const named = { event_id: 'moodle:3', sequence: 3 };
    expect(rows[1]).toEqual({ line: 3, learner: 'x', answer: { ...named, at, score: 0.5 } });
    expect(reasons(rows.slice(2))).toEqual([
      ...['4 is not JSON', '5 is no JSON object', '6 learner_id must be given', '7 at must be given'],
      ...['8 has more than 131072 bytes', '9 answer'],
    ]);
    const renamed = gzipSync('{"pupil": "a", "when": "2026-01-01T00:00:00Z", "ok": true, "more": 1}');
    const map = { learner: 'pupil', at: 'when', correct: 'ok' };
    expect(await read(renamed, { map }, 'answers.ndjson.gz')).toEqual([
      { line: 1, learner: 'a', answer: { at, correct: true, event_id: 'moodle:1', sequence: 1 } },
    ]);
    const notUtf8 = Buffer.concat([Buffer.from('{"learner_id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(reasons(await read(notUtf8, {}, 'answers.ndjson'))).toEqual(['1 is not UTF-8']);
  });

  it.each([
    ['', /^answers must be a file of answers: it is empty/],
    ['user_id,"correct\n7,1', /^answers must be a file of answers: its first line has a quote/],
    [`user_id,${'x'.repeat(1_100_000)}`, /^answers must be a file of answers: its first line is too long/],
  ])('rejects what has no titles', async (content, message) => {
    const error = await read(content).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect((error as Error).message).toMatch(message);
  });

  it('rejects a folder and what is not there, whatever the format', async () => {
    for (const format of ['csv', 'ndjson'] as const) {
      const rows = importedFile(folder, { source: 's', unit: 'seconds', format });
      await expect(rows.next()).rejects.toThrow(/answers must be a file of answers: EISDIR/);
      const none = importedFile(join(folder, 'none'), { source: 's', unit: 'seconds', format });
      await expect(none.next()).rejects.toThrow(/answers must be a file of answers: ENOENT/);
    }
    await expect(digestOfFile(folder, {})).rejects.toThrow(/answers must be a file of answers: EISDIR/);
  });

  it('has another digest when the file or its reading is another one', async () => {
    const path = join(folder, 'digest.csv');
    await writeFile(path, 'a');
    const first = await digestOfFile(path, { base: null });
    expect(await digestOfFile(path, { base: null })).toBe(first);
    expect(await digestOfFile(path, { base: 'x' })).not.toBe(first);
    await writeFile(path, 'b');
    expect(await digestOfFile(path, { base: null })).not.toBe(first);
  });
});

describe(linesOf.name, () => {
  it('keeps nothing of a line that is too long, however it comes', async () => {
    async function* pieces() {
      await Promise.resolve();
      yield Buffer.from('first\nse');
      for (let index = 0; index < 100; index += 1) yield Buffer.from('x'.repeat(50));
      yield Buffer.from('\r\nthird\r');
      yield Buffer.from('\n');
    }
    const lines = [];
    for await (const line of linesOf(pieces(), 100)) lines.push(line);
    expect(lines).toEqual([
      { line: 1, text: 'first' },
      { line: 2, text: undefined, problem: 'too-long' },
      { line: 3, text: 'third' },
    ]);
  });
});
