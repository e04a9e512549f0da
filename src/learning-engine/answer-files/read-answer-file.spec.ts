import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { type AnswerFileOptions, readAnswerFile } from './read-answer-file.js';

describe(readAnswerFile.name, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-answers-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | Buffer, options?: AnswerFileOptions, name = 'answers.csv') {
    const path = join(folder, name);
    await writeFile(path, content);
    return readAnswerFile(path, options);
  }

  it('finds columns by their usual names, whatever separates them', async () => {
    const rows = (separator: string) =>
      [
        ['user_id', 'item_id', 'timestamp', 'correct', 'skill_id'],
        ['1', '159661', '11622', '1', '32'],
        ['2', '159666', '0', '0', ''],
      ]
        .map((cells) => cells.join(separator))
        .join('\r\n');
    const { learners, answers, leftOutCount } = await read(rows('\t'));
    expect([answers, leftOutCount, [...learners.keys()]]).toEqual([2, 0, ['1', '2']]);
    expect(learners.get('1')).toEqual([
      {
        event_id: '2',
        at: '1970-01-01T03:13:42.000Z',
        sequence: 2,
        item_id: '159661',
        skills: [{ skill_id: '32', weight: 1 }],
        correct: true,
        score: null,
        rating: null,
        option_count: null,
        guess: null,
        attempt: null,
        duration_ms: null,
        hints: null,
        context: 'practice',
        day_offset_minutes: null,
      },
    ]);
    expect(learners.get('2')).toMatchObject([{ correct: false, skills: [] }]);
    for (const other of [rows(','), rows(';'), `\ufeff${rows(',')}`])
      expect((await read(other)).learners).toEqual(learners);
    expect((await read(gzipSync(rows('\t')), {}, 'answers.csv.gz')).learners).toEqual(learners);
  });

  it('takes ratings, scores, several skills, cells in quotes, and times with a zone', async () => {
    const { learners } = await read(
      [
        'pupil,at,rating,score,skill_ids,context',
        'a,2026-03-01T10:00:00+02:00,2,,y;x;y,exam',
        'a,2026-03-01 09:00:00.250Z,1,,"x",',
        'b,2026-03-01T10:00Z,,0.4,,',
      ].join('\n'),
      { map: { learner: 'pupil' } },
    );
    expect(learners.get('a')).toMatchObject([
      {
        at: '2026-03-01T08:00:00.000Z',
        correct: true,
        rating: 2,
        skills: [
          { skill_id: 'x', weight: 0.5 },
          { skill_id: 'y', weight: 0.5 },
        ],
        context: 'exam',
      },
      { at: '2026-03-01T09:00:00.250Z', correct: false, rating: 1, skills: [{ skill_id: 'x', weight: 1 }] },
    ]);
    expect(learners.get('b')).toMatchObject([{ correct: false, score: 0.4 }]);
  });

  it('leaves out what is no answer, and says which line and why', async () => {
    const lines = [
      'learner_id,event_id,at,correct,rating',
      'a,e1,2026-03-01T10:00:00Z,1,',
      'a,e1,2026-03-01T10:00:00Z,0,',
      ',e2,2026-03-01T10:00:00Z,1,',
      'a,e3,2026-03-01T10:00:00,1,',
      'a,e4,2026-02-30T10:00:00Z,1,',
      'a,e5,1711684180217,1,',
      'a,e6,2026-03-01T10:00:00Z,yes,',
      'a,e7,2026-03-01T10:00:00Z,,',
      'a,e8,2026-03-01T10:00:00Z,1,2.5',
      'a,e9,2026-03-01T10:00:00Z,1',
      'a,e10,2026-03-01T10:00:00Z,constructor,',
      'a,e11,2026-03-01T10:00:00Z,,5',
    ];
    const { answers, leftOut, leftOutCount } = await read(lines.join('\n'));
    expect([answers, leftOutCount]).toEqual([1, 11]);
    expect(leftOut.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '3 event e1 was given before',
      '4 learner must be given',
      '5 at must be a number, or a time with its zone such as 2026-01-21T12:00:00Z',
      '6 at is on a day that does not exist',
      '7 at must be between 1900 and 2200: numbers are seconds, or what --at-unit says',
      '8 correct must be 1, 0, true or false',
      '9 correct, score or rating must be given',
      '10 rating must be an integer',
      '11 has not as many cells as the first line',
      '12 correct must be 1, 0, true or false',
      '13 rating must be between 1 and 4',
    ]);
  });

  it.each([
    ['', {}, /^answers must be a file of answers: it is empty/],
    ['a,b\n1,2', {}, /^map must name the column of correct, score or rating/],
    ['item_id,correct\n1,1', {}, /^map must name the column of learner/],
    ['user_id,student_id,correct\n1,1,1', {}, /^map must say which of user_id, student_id is learner/],
    ['user_id,correct\n1,1', { map: { pupil: 'user_id' } }, /^map has no field pupil: known are learner, /],
    ['user_id,correct\n1,1', { map: { learner: 'x' } }, /^map names the column x; the file has user_id, correct/],
    ['user_id,"correct\n1,1', {}, /^answers must be a file of answers: its first line has a quote/],
  ])('rejects %j', async (content, options, message) => {
    const error = await read(content, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect((error as Error).message).toMatch(message);
  });

  it('rejects a file that is not there, or not packed as its name says', async () => {
    await expect(readAnswerFile(join(folder, 'none.csv'))).rejects.toThrow(/answers must be a file of answers: ENOENT/);
    await expect(read('user_id,correct\n1,1', {}, 'plain.csv.gz')).rejects.toThrow(/incorrect header check/);
  });

  it('reads a file without a column of learners as one learner', async () => {
    const file = 'card_id,review_rating,review_time\n7,3,1711684180217';
    const { learners } = await read(file, { learnerId: 'me', unit: 'milliseconds' });
    expect(learners.get('me')).toMatchObject([{ item_id: '7', rating: 3, at: '2024-03-29T03:49:40.217Z' }]);
  });
});
