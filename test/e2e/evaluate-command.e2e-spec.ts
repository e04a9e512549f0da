import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnCommand, useCommands } from '../support/processes/use-commands.js';

/** Where no database is. */
const NOWHERE = { url: 'postgres://x@127.0.0.1:1/x' };

describe('learning-engine evaluate', () => {
  const run = useCommands(NOWHERE);
  const spawn = (args: readonly string[]) => spawnCommand(args, NOWHERE.url);
  const json = async (args: string[], code = 0, how = run): Promise<unknown> => {
    const ended = await how([...args, '--json']);
    expect(ended.code).toBe(code);
    return JSON.parse(ended.stdout);
  };
  let folder: string;
  let file: string;
  let args: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-evaluate-'));
    const answers = Array.from({ length: 60 }, (_, n) => `l${n % 6},i${n % 5},${n},${Number(n % 7 > n % 3)},s`);
    file = join(folder, 'answers.csv');
    await writeFile(file, ['user_id,item_id,timestamp,correct,skill_id', ...answers, 'l1,,,,'].join('\n'));
    args = ['evaluate', 'mastery', '--answers', file];
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says which version predicts answers best, without a database', async () => {
    const svg = join(folder, 'diagram.svg');
    const more = ['--params', '{"p_init": 0.9}', '--svg', svg];

    expect(await json([...args, ...more], 0, spawn)).toMatchObject({
      ...{ algo_key: 'mastery', learners: 6, answers: 60, judged: 60, left_out_count: 1 },
      contenders: ['mastery v1', 'mastery v2', 'mastery v1, given set', 'constant', 'moving average'].map((name) => ({ name })), // prettier-ignore
      comparisons: [{ against: 'mastery v1' }, {}, {}, {}],
      left_out: [{ line: 62, reason: 'correct, score or rating must be given' }],
    });
    expect(await readFile(svg, 'utf8')).toContain('</svg>');
    expect((await run([...args, '--from', '1970-01-01T00:00:30Z'])).stdout).toContain(
      '60 answers of 6 learners; 30 judged',
    );
    expect(await json([...args, '--versions', 'v9'], 2)).toMatchObject({
      error: { message: expect.stringContaining('--versions may name v1') as string },
    });
    expect(await json([...args, '--params', '{"p_init": 2}'], 1)).toMatchObject({ error: { code: 'INVALID_PARAMS' } });
    expect(await json(['evaluate', 'mistakes', '--answers', file], 1)).toMatchObject({
      error: { message: 'No version of mistakes predicts answers.' },
    });
  });

  it('takes difficulties from other learners alone', async () => {
    const listed = async (name: string, learners: string[]) => {
      const path = join(folder, name);
      await writeFile(path, learners.join('\n'));
      return path;
    };
    const [judged, others, none] = [
      await listed('a', ['l1', 'l2']),
      await listed('b', ['l3', 'l4']),
      await listed('c', ['x']),
    ];
    const calibratedBy = (path: string) => [...args, '--learners', judged, '--calibration', path];
    expect(await json(calibratedBy(others))).toMatchObject({ learners: 2, judged: 20 });
    expect(await json(calibratedBy(judged), 2)).toMatchObject({
      error: {
        message: expect.stringContaining(
          '--calibration must name none of the learners who are judged, as it does with l1',
        ) as string,
      },
    });
    expect(await json(calibratedBy(none), 1)).toMatchObject({
      error: { message: 'The file has no answers of the learners of --calibration.' },
    });
  });
});
