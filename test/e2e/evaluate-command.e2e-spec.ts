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
    const same = await run([...args, '--versions', 'v1', '--params', '{}']);
    expect(same.stdout).toContain(
      'given set cannot be told from mastery v1: log loss 0.0000 (both predict the same).\n',
    );
    expect(await json([...args, '--versions', 'v9'], 2)).toMatchObject({
      error: { message: expect.stringContaining('--versions may name v1') as string },
    });
    expect(await json([...args, '--params', '{"p_init": 2}'], 1)).toMatchObject({ error: { code: 'INVALID_PARAMS' } });
    expect(await json(['evaluate', 'mistakes', '--answers', file], 1)).toMatchObject({
      error: { message: 'No version of mistakes predicts answers.' },
    });
  });

  it('says how versions do for each group, by a file that is stored nowhere', async () => {
    const learners = Array.from({ length: 70 }, (_, n) => `l${n}`);
    const answers = learners.flatMap((learner, n) =>
      [0, 1, 2, 3].map((at) => `${learner},i${at},${at},${Number(n % 2 === 0 || at > 2)},s,class ${n % 10}`),
    );
    const many = join(folder, 'many.csv');
    await writeFile(many, ['user_id,item_id,timestamp,correct,skill_id,group_ids', ...answers].join('\n'));
    const groups = async (name: string, lines: readonly string[]) => {
      const path = join(folder, name);
      await writeFile(path, lines.join('\n'));
      return ['evaluate', 'mastery', '--answers', many, '--groups', path];
    };
    const by = await groups('groups.csv', [
      'learner_id;group',
      ...learners.slice(2).map((learner, n) => `${learner};${n % 2 ? 'b' : 'a'}`),
    ]);
    expect(await json(by)).toMatchObject({
      ...{ classes: 10, intervals_over: 'classes' },
      by_group: {
        ...{ smallest_cell: 30, without_group: 2, too_small: [] },
        groups: [
          { group: 'a', learners: 34, right: 1, contenders: [{ name: 'mastery v1' }, { name: 'mastery v2' }] },
          { group: 'b', learners: 34, right: 0.25 },
        ],
        gaps: [{ name: 'mastery v1', between: ['a', 'b'] }, {}],
      },
    });
    const { stdout } = await run(by);
    expect(stdout).toContain('Intervals are over 10 classes.\n');
    expect(stdout).toMatch(/^mastery v1 +a +\d\.\d{4} +-0\.\d{3} /m);
    expect(stdout).toMatch(/mastery v1: calibration gap 0\.\d{3}, between a and b\.\n/);
    expect(stdout).toContain('2 learners have no group.\n');

    const rejections: [string[], string][] = [
      [['learner_id,group', 'l1,a', 'l1,b'], 'line 3 says that l1 is of b, and a line before of a'],
      [['learner_id,group', 'l1,'], 'line 2 must name a learner and a group'],
      [['pupil,group', 'l1,a'], 'its first line must name the columns learner_id and group, not pupil, group'],
      [['learner_id,group'], 'it names no learner'],
    ];
    for (const [lines, reason] of rejections) {
      const message = `--groups must be a file with the group of each learner: ${reason}`;
      expect(await json(await groups('bad.csv', lines), 2)).toMatchObject({ error: { message: expect.stringContaining(message) as string } }); // prettier-ignore
    }
    expect(await json(await groups('none.csv', ['learner_id,group', 'x,a']), 1)).toMatchObject({
      error: { message: 'The file of --groups names none of the learners who are judged.' },
    });
    const nowhere = ['evaluate', 'mastery', '--answers', many, '--groups', join(folder, 'nowhere')];
    expect(await json(nowhere, 2)).toMatchObject({ error: { message: expect.stringContaining('no such file') as string } }); // prettier-ignore
    expect(await json(['evaluate', 'mastery', '--version', 'v2', '--groups', many], 2)).toMatchObject({
      error: { message: expect.stringContaining('--groups needs --answers') as string },
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
