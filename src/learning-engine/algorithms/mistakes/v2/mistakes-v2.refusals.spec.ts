import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MistakesV2Algorithm } from './mistakes-v2.algorithm.js';
import { type MistakesV2Output } from './mistakes-v2.output.js';

const question = (question_id: string, more: object = {}) => ({ question_id, option_count: 4, key_option: 1, ...more });
const attempt = (learner: number, question_id: string, option: number | null, more: object = {}) => ({
  ...{ attempt_id: `${learner} ${question_id}`, learner_id: `l${learner}`, question_id, option, at: secondsIn(500) },
  ...more,
});
const questions = [question('a'), question('b')];
const attempts = [attempt(1, 'a', 2), attempt(1, 'b', 1), attempt(2, 'a', 1), attempt(2, 'b', 3)];
const compute = (input: object) =>
  run<MistakesV2Output>(MistakesV2Algorithm, {}, { now: secondsIn(1000), questions, attempts, ...input });
const { counts } = compute({ with_counts: true });
const known = (a: object, b: object) => [
  { a: { question_id: 'a', option: 2, ...a }, b: { question_id: 'b', option: 2, ...b } },
];

describe('an input of mistakes v2 that is wrong', () => {
  it.each([
    [{ questions: [question('a', { key_option: 5 })] }, 'questions[0].key_option must be an integer between 1 and 4'],
    [{ questions: [question('a'), question('a')] }, 'questions[1] repeats an id'],
    [
      { questions: [question('a'), question('b', { difficulty: 1 })] },
      'questions[1].difficulty must be there for all questions or for none',
    ],
    [{ attempts: [attempt(1, 'c', 1)] }, 'attempts[0].question_id must be one of the questions'],
    [{ attempts: [attempt(1, 'a', 5)] }, 'attempts[0].option must be an integer between 1 and 4 or null'],
    [{ attempts: [attempt(1, 'a', 2, { correct: true })] }, 'attempts[0].correct must agree with the key'],
    [{ attempts: [attempt(1, 'a', 2, { at: secondsIn(1001) })] }, 'attempts[0].at must not be after now'],
    [{ known: known({ question_id: 'c' }, {}) }, 'known[0].a.question_id must be one of the questions'],
    [{ known: known({}, { option: 1 }) }, 'known[0].b.option must be a wrong option of its question'],
    [{ known: known({}, { question_id: 'a', option: 3 }) }, 'known[0].b.question_id must be another question'],
    [{ groups: Array(2).fill({ learner_id: 'l1', group: 'focal' }) }, 'groups[1] repeats an id'],
    [{ counts, now: secondsIn(900) }, 'counts.now must not be after now'],
    [
      { counts, questions: [question('a')], attempts: [] },
      'counts.questions[1].question_id must be one of the questions',
    ],
    [
      { counts, questions: [question('a', { option_count: 5 }), question('b')] },
      'counts.questions[0].choices must be a list of 80 counts: were the options of the question others?',
    ],
    [
      { counts: { ...counts, pairs: [{ ...counts!.pairs[0], a: 'b', b: 'a' }] } },
      'counts.pairs[0] must be of two of the questions, the one with the smaller id first',
    ],
  ])('is rejected with its place: %#', (input, message) => {
    expect(() => compute(input)).toThrow(`mistakes.${message}`);
  });

  it('is one whose learners answered different questions of unknown difficulty', () => {
    const others = { attempts: [attempt(1, 'a', 2), attempt(2, 'b', 3)] };

    expect(() => compute(others)).toThrow(
      'mistakes.questions[0].difficulty must be there, of all questions: learners answered 50 % of them',
    );
    const calibrated = questions.map((one) => ({ ...one, difficulty: 0 }));
    expect(compute({ ...others, questions: calibrated }).pairs).toMatchObject({ learners: 0, status: 'insufficient' });
  });

  it('is one with more counts than fit, by what it holds and not by its rows', () => {
    const many = Array.from({ length: 100 }, (_, index) => question(`q${index}`, { option_count: 20 }));

    expect(() =>
      compute({ questions: many, attempts: many.map(({ question_id }) => attempt(1, question_id, 2)) }),
    ).toThrow('mistakes.questions must be fewer, or have fewer options: all pairs of them may have 20000000 counts');
  });

  it('can have its wrong attempts left out', () => {
    const wrong = attempt(3, 'c', 1);
    const output = compute({ attempts: [...attempts, wrong], on_invalid: 'skip' });

    expect(output).toEqual({
      ...compute({}),
      left_out: [{ pointer: '/attempts/4/question_id', reason: 'must be one of the questions' }],
    });
  });
});
