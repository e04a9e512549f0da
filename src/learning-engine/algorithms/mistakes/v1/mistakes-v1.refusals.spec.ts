import { rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MistakesV1Algorithm } from './mistakes-v1.algorithm.js';
import { type MistakesV1Output } from './mistakes-v1.output.js';

const question = { question_id: 'q', option_count: 4, key_option: 2 };
const attempt = { attempt_id: 'a', learner_id: 'l', question_id: 'q', option: 1, at: secondsIn(1) };
const compute = (input: object, params: object = {}) =>
  run<MistakesV1Output>(MistakesV1Algorithm, params, {
    now: secondsIn(100),
    attempts: [],
    questions: [question],
    ...input,
  });

describe(`what ${MistakesV1Algorithm.name} rejects`, () => {
  it.each<[string, unknown, string]>([
    ['min_frequency', 0, 'must be an integer of at least 1'],
    ['lookback_days', 1.5, 'must be an integer of at least 1'],
    ['wilson_z', 0, 'must be greater than 0'],
    ['min_lift', 0.9, 'must be at least 1'],
    ['fdr', 0, 'must be greater than 0 and at most 1'],
    ['suspect_key_correlation', 1, 'must be greater than 0 and less than 1'],
    ['max_patterns', '100', 'must be an integer of at least 1'],
  ])('%s = %j', (name, value, reason) => {
    expect(rejectionOf(MistakesV1Algorithm, { [name]: value })).toEqual([[`/${name}`, `mistakes.${name} ${reason}`]]);
  });

  it.each<[object, string]>([
    [{ questions: [question, question] }, 'mistakes.questions[1] repeats an id'],
    [
      { questions: [{ ...question, key_option: 5 }] },
      'mistakes.questions[0].key_option must be an integer between 1 and 4',
    ],
    [{ attempts: [attempt, { ...attempt, option: 3 }] }, 'mistakes.attempts[1] repeats an id with different content'],
    [{ attempts: [{ ...attempt, question_id: 'r' }] }, 'mistakes.attempts[0].question_id must be one of the questions'],
    [
      { attempts: [{ ...attempt, option: 5 }] },
      'mistakes.attempts[0].option must be an integer between 1 and 4 or null',
    ],
    [
      { attempts: [{ ...attempt, correct: true }] },
      'mistakes.attempts[0].correct must agree with the key of its question',
    ],
    [
      { attempts: [{ ...attempt, option: 2, correct: false }] },
      'mistakes.attempts[0].correct must agree with the key of its question',
    ],
    [
      { attempts: [{ ...attempt, option: null, correct: true }] },
      'mistakes.attempts[0].correct must agree with the key of its question',
    ],
    [{ attempts: [{ ...attempt, option: 0 }] }, 'mistakes.attempts[0].option must be an integer of at least 1 or null'],
    [
      { attempts: [{ ...attempt, at: '2026-01-01' }] },
      'mistakes.attempts[0].at must be a UTC time such as 2026-01-21T12:00:00.000Z',
    ],
    [{ attempts: [{ ...attempt, score: 1 }] }, 'mistakes.attempts[0].score is not a known field'],
    [{ questions: [{ ...question, option_count: 1 }] }, 'questions/0/option_count must be an integer between 2 and 20'],
    [
      { questions: [{ ...question, option_count: 21 }] },
      'questions/0/option_count must be an integer between 2 and 20',
    ],
    [{ questions: {} }, 'questions must be a list'],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it.each([
    { option: null, correct: false },
    { option: 2, correct: true },
    { option: 1, correct: false },
  ])('not %j', (more) => {
    expect(compute({ attempts: [{ ...attempt, ...more }] }).distractors).toHaveLength(3);
  });

  /** Each with an id of one character. */
  const questionsOf = (count: number, option_count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...question,
      question_id: String.fromCodePoint(0x4e00 + n),
      option_count,
    }));

  it.each([
    [625, 20],
    [1980, 7],
  ])('not %i questions of %i options, but one more', (count, option_count) => {
    expect(compute({ questions: questionsOf(count, option_count) }).distractors).toHaveLength(
      count * (option_count - 1),
    );
    expect(() => compute({ questions: questionsOf(count + 1, option_count) })).toThrow(
      'mistakes.questions must have fewer options or shorter ids: each wrong option takes 350 bytes and the id',
    );
  });

  it('no output that the engine would not take, however long the ids are', () => {
    const long = { ...question, question_id: '€'.repeat(100_000) };

    const few = compute({ questions: [{ ...long, option_count: 20 }] });
    const [row] = few.distractors;
    expect(few.distractors.length * Buffer.byteLength(JSON.stringify(row))).toBeLessThan(64 * 1024 * 1024);
    const longer = { ...long, question_id: '€'.repeat(230_000), option_count: 20 };
    expect(() => compute({ questions: [longer] })).toThrow('fewer options or shorter ids');
  });

  describe('pairs of mistakes', () => {
    /** Three learners who all make the same mistakes, each of which makes a pair with each other. */
    const alike = (mistakes: number) => {
      const ids = Array.from({ length: mistakes }, (_, n) => `q${n}`);
      return {
        questions: ids.map((question_id) => ({ question_id, option_count: 2, key_option: 2 })),
        attempts: ['ada', 'ben', 'cleo'].flatMap((learner_id) =>
          ids.map((question_id) => ({
            ...attempt,
            attempt_id: `${learner_id} ${question_id}`,
            learner_id,
            question_id,
          })),
        ),
      };
    };

    it('more than a hundred thousand', () => {
      expect(() => compute(alike(448))).toThrow(
        'mistakes.attempts must have at most 100000 pairs of mistakes that 3 learners made: send fewer questions, or raise min_frequency',
      );
    });

    it.each([
      [447, 3],
      [448, 4],
    ])('not those of %i mistakes that %i learners must have made', (mistakes, min_frequency) => {
      expect(compute(alike(mistakes), { min_frequency }).distractors).toHaveLength(mistakes);
    });
  });

  it('nothing for its length', () => {
    const attempts = Array.from({ length: 100_000 }, (_, index) => ({
      ...attempt,
      attempt_id: `a${index}`,
      learner_id: `l${index}`,
      option: 1 + (index % 4),
    }));

    expect(compute({ attempts }).distractors[0]).toMatchObject({ answered: 100_000, count: 25_000 });
  });
});
