import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { InvalidInputError } from '../../../errors/input.errors.js';
import { MistakesV1Algorithm } from './mistakes-v1.algorithm.js';
import { type MistakesV1Attempt, type MistakesV1Input } from './mistakes-v1.contract.js';
import { type MistakesV1Output } from './mistakes-v1.output.js';

const attempt = (attempt_id: string, option: number | null, more: object = {}): MistakesV1Attempt => ({
  ...{ attempt_id, learner_id: 'ada', question_id: 'q', option, at: secondsIn(50) },
  ...more,
});
const compute = (attempts: MistakesV1Attempt[], more: Partial<MistakesV1Input> = {}) =>
  run<MistakesV1Output>(
    MistakesV1Algorithm,
    {},
    { now: secondsIn(100), questions: [{ question_id: 'q', option_count: 4, key_option: 1 }], attempts, ...more },
  );
const chosen = (...attempts: MistakesV1Attempt[]) =>
  compute(attempts)
    .distractors.filter(({ count }) => count > 0)
    .map(({ option }) => option);

describe(`attempts of ${MistakesV1Algorithm.name}`, () => {
  it('of one instant are in the order of sequence, then of their ids, those of digits as numbers', () => {
    expect(chosen(attempt('10', 3), attempt('9', 2))).toEqual([2]);
    expect(chosen(attempt('9', 2, { sequence: 2 }), attempt('10', 3, { sequence: 1 }))).toEqual([3]);
    expect(chosen(attempt('b', 2), attempt('a', 3, { sequence: 0 }))).toEqual([2]);
    expect(chosen(attempt('a', null), attempt('b', 4))).toEqual([4]);
  });

  const class_ = Array.from({ length: 20 }, (_, learner) =>
    attempt(`good ${learner}`, 1 + (learner % 3), { learner_id: `l${learner}` }),
  );
  const bad = [
    attempt('deleted', 2, { question_id: 'gone' }),
    attempt('option', 5),
    attempt('key', 1, { correct: false }),
    attempt('day', 2, { at: '2026-02-30T00:00:00Z' }),
    attempt('clock', 2, { at: '2099-01-01T00:00:00Z' }),
    attempt('twice', 2),
    attempt('twice', 3),
  ];
  const reasons = [
    ['/question_id', 'must be one of the questions'],
    ['/option', 'must be an integer between 1 and 4 or null'],
    ['/correct', 'must agree with the key of its question'],
    ['/at', 'must be a UTC time such as 2026-01-21T12:00:00.000Z'],
    ['/at', 'must not be after now'],
  ] as const;

  it('that break a rule are all named at once', () => {
    let problems: unknown;
    try {
      compute([...class_, ...bad]);
    } catch (error) {
      problems = (error as InvalidInputError).problems;
    }

    expect(problems).toMatchObject([
      ...reasons.map(([field, reason], index) => ({ pointer: `/attempts/${20 + index}${field}`, reason })),
      { pointer: '/attempts/26', reason: 'repeats an id with different content' },
    ]);
  });

  it('that break a rule are left out on request: one at a deleted question does not reject the class', () => {
    const { left_out, ...output } = compute([...bad, ...class_], { on_invalid: 'skip' });

    expect(output).toEqual(compute(class_));
    expect(left_out).toEqual([
      ...reasons.map(([field, reason], index) => ({ pointer: `/attempts/${index}${field}`, reason })),
      { pointer: '/attempts/5', reason: 'repeats an id with different content' },
      { pointer: '/attempts/6', reason: 'repeats an id with different content' },
    ]);
    expect(compute(class_, { on_invalid: 'skip' }).left_out).toEqual([]);
  });

  it('do not excuse a question that breaks a rule', () => {
    const questions = [{ question_id: 'q', option_count: 4, key_option: 5 }];

    expect(() => compute(class_, { questions, on_invalid: 'skip' })).toThrow(InvalidInputError);
  });
});
