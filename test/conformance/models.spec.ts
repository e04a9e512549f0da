import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitMastery } from '../models/fit-mastery.js';
import { fitSkills } from '../models/fit-skills.js';
import { judgeMastery } from '../models/judge-mastery.js';
import { masteredAnswers } from '../models/mastered-answers.js';

const TITLES = ['user_id', 'item_id', 'timestamp', 'correct', 'skill_id'];

describe('the measuring of models', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-models-'));
    const learners = Array.from({ length: 6 }, (_, index) => `l${index}`);
    const rows = learners.flatMap((learner, index) =>
      Array.from({ length: 12 }, (_, n) => [
        learner,
        `i${n % 4}`,
        n * 1000,
        Number((n * 7 + index * 3) % 12 < n),
        's1',
      ]),
    );
    await writeFile(file('answers.csv'), [TITLES, ...rows].map((row) => `${row.join(',')}\n`).join(''));
    const lists = { all: learners, judged: learners.slice(0, 2), others: learners.slice(2) };
    for (const [name, ids] of Object.entries(lists)) await writeFile(file(`${name}.txt`), `${ids.join('\n')}\n`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    [fitSkills.name, fitSkills, /^24 answers/],
    [judgeMastery.name, judgeMastery, /^\| all \| 24 /],
    [masteredAnswers.name, masteredAnswers, /^\| v1 \| 0 /m],
  ])('judges no learner by what was fitted to the same: %s', async (_name, judge, shown) => {
    const judged = (learners: string, calibration: string) =>
      judge({ answers: file('answers.csv'), learners: file(learners), calibration: file(calibration), params: {} });

    await expect(judged('all.txt', 'all.txt')).rejects.toThrow(
      'l0 is judged, and must not be among the learners of --calibration',
    );
    await expect(judged('judged.txt', 'all.txt')).rejects.toThrow(/^l0 is judged/);
    expect((await judged('judged.txt', 'others.txt')).join('\n')).toMatch(shown);
  });

  it('counts answers to skills that were mastered before them, with what was claimed of them', async () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      Array.from({ length: 40 }, (_item, n) => [`m${index}`, `i${n}`, n * 1000, Number(n !== 30), 's1']),
    ).flat();
    await writeFile(file('right.csv'), [TITLES, ...rows].map((row) => `${row.join(',')}\n`).join(''));
    for (const [name, ids] of Object.entries({ m: ['m0', 'm1'], others_of_m: ['m2', 'm3', 'm4'] })) {
      await writeFile(file(`${name}.txt`), `${ids.join('\n')}\n`);
    }

    const given = { answers: file('right.csv'), learners: file('m.txt'), calibration: file('others_of_m.txt') };
    const lines = await masteredAnswers({ ...given, params: {} });
    const [, , answers, claimed, , right] = lines[0]!.split('|').map((cell) => Number(cell));

    // Each of the two learners has 40 answers to one skill. It is mastered by seven right ones: by what three other learners answered to
    // each, its items are less easy than the skill seems by all of their 120 answers.
    expect(answers).toBe(2 * (40 - 7));
    expect(right).toBeCloseTo(1 - 2 / 66, 3);
    expect(claimed).toBeGreaterThanOrEqual(0.8);
    expect(lines.at(-1)).toMatch(/^\| v1 \| \d\d \| {2}\| 0/);
  });

  it('leaves learners out of each file of answers, or of none', async () => {
    const answers = [file('answers.csv'), file('answers.csv')];
    const fitted = (without: string[]) => fitMastery(answers, without.map(file), null);

    for (const without of [['judged.txt'], ['judged.txt', 'judged.txt', 'judged.txt']]) {
      await expect(fitted(without)).rejects.toThrow('--without must be given as often as --answers, or not at all');
    }
    expect(await fitted(['judged.txt', 'judged.txt'])).not.toEqual(await fitted([]));
  });
});
