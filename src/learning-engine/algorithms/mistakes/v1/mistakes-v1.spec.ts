import * as fc from 'fast-check';
import { itKeepsTheLaws, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { mistakesSets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { MistakesV1Algorithm } from './mistakes-v1.algorithm.js';
import { type MistakesV1Attempt, type MistakesV1Input } from './mistakes-v1.contract.js';
import { type MistakesV1Output } from './mistakes-v1.output.js';

interface Option {
  option: number;
  isKey: boolean;
  count: number;
  share: number;
  restCorrelation: number;
  shareOfWrong: number;
  wilson: { low: number; high: number };
  binomialTailVsUniform: number;
}

interface Case {
  key: number[];
  optionCount: number;
  responses: (number | null)[][];
  expected: { question: number; answered: number; wrong: number; options: Option[] }[];
  pairs: [
    number,
    (Record<'n11' | 'n10' | 'n01' | 'n00' | 'lift' | 'phi' | 'fisherOneSided', number> & Record<'a' | 'b', string>)[],
  ];
}

const { distractorCase, tolerance } = vectors<{
  distractorCase: Case;
  tolerance: { measures: number; fisher: number; wilson: number };
}>('mistakes-patterns');

const [DAY, NOW] = [24 * 3600, 200 * 24 * 3600];
const questionsOf = (keys: number[], option_count = 4) =>
  keys.map((key_option, index) => ({ question_id: `q${index + 1}`, option_count, key_option }));
const attempt = (learner: number, question: number, option: number | null, more: object = {}): MistakesV1Attempt => ({
  attempt_id: `${learner}/${question}`,
  learner_id: `l${learner}`,
  question_id: `q${question}`,
  option,
  at: secondsIn(NOW - 100),
  ...more,
});
const compute = (input: Partial<MistakesV1Input>, params: object = {}) =>
  run<MistakesV1Output>(MistakesV1Algorithm, params, { now: secondsIn(NOW), attempts: [], questions: [], ...input });

const caseInput = {
  questions: questionsOf(distractorCase.key, distractorCase.optionCount),
  attempts: distractorCase.responses.flatMap((row, learner) =>
    row.map((option, index) => attempt(learner, index + 1, option)),
  ),
};

const logs: fc.Arbitrary<MistakesV1Input> = fc
  .uniqueArray(
    fc.record(
      {
        attempt_id: fc.oneof(fc.nat(50).map(String), fc.string({ minLength: 1, maxLength: 3 })),
        learner_id: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
        question_id: fc.constantFrom('q1', 'q2', 'q3'),
        option: fc.option(fc.integer({ min: 1, max: 3 })),
        at: fc.constantFrom(105, 109, 110, 150, 200).map((day) => secondsIn(day * DAY)),
        sequence: fc.nat(2),
      },
      { requiredKeys: ['attempt_id', 'learner_id', 'question_id', 'option', 'at'] },
    ),
    { selector: ({ attempt_id }) => attempt_id, maxLength: 30, size: 'max' },
  )
  .map((attempts) => ({ now: secondsIn(NOW), attempts, questions: questionsOf([1, 2, 3], 3) }));

describe(MistakesV1Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: MistakesV1Algorithm,
    params: fc.oneof(fc.constant({ min_frequency: 1, min_lift: 1, fdr: 1 }), mistakesSets),
    inputs: logs,
    lists: ['attempts', 'questions'],
    events: 'attempts',
  });

  describe('golden values of 60 learners and 6 questions', () => {
    const output = compute(caseInput);

    it.each(distractorCase.expected)('question $question', ({ question, answered, wrong, options }) => {
      for (const expected of options.filter(({ isKey }) => !isKey)) {
        const found = output.distractors.find(
          ({ question_id, option }) => question_id === `q${question}` && option === expected.option,
        )!;
        expect(found).toMatchObject({ answered, wrong, count: expected.count });
        expectWithin(found.share!, expected.share, tolerance.measures);
        expectWithin(found.share_of_wrong!, expected.shareOfWrong, tolerance.measures);
        expectWithin(found.wilson_low!, expected.wilson.low, tolerance.wilson);
        expectWithin(found.wilson_high!, expected.wilson.high, tolerance.wilson);
        expectWithin(found.uniform_tail, expected.binomialTailVsUniform, tolerance.fisher);
        expectWithin(found.rest_correlation!, expected.restCorrelation, tolerance.measures);
      }
    });

    it('common mistakes and the suspect key', () => {
      const common = output.distractors.filter(({ common_mistake }) => common_mistake);

      expect(common.map(({ question_id, option }) => `${question_id}:o${option}`)).toEqual(['q1:o2', 'q2:o1', 'q3:o2']);
      expect(output.suspects).toMatchObject([{ question_id: 'q4', option: 2 }]);
      expect(output.suspects[0]!.rest_correlation).toBeCloseTo(0.165, 4);
      expect(output.suspects[0]!.key_rest_correlation).toBeCloseTo(-0.1299, 4);
    });

    it('pairs before the filters', () => {
      const { pairs } = compute(caseInput, { min_lift: 1, fdr: 1 });
      const [total, best] = distractorCase.pairs;

      expect(pairs.length).toBeLessThanOrEqual(total);
      best.forEach((expected, index) => {
        const { a, b, n11, n10, n01, n00, lift, phi, p_value } = pairs[index]!;
        expect([`${a.question_id}:o${a.option}`, `${b.question_id}:o${b.option}`]).toEqual([expected.a, expected.b]);
        expect([n11, n10, n01, n00]).toEqual([expected.n11, expected.n10, expected.n01, expected.n00]);
        expectWithin(lift, expected.lift, tolerance.measures);
        expectWithin(phi!, expected.phi, tolerance.measures);
        expectWithin(p_value, expected.fisherOneSided, tolerance.fisher);
      });
    });

    it('the one pair that is no chance', () => {
      expect(output.pairs).toMatchObject([
        { a: { question_id: 'q1', option: 2 }, b: { question_id: 'q3', option: 2 }, n11: 12 },
      ]);
      expect(output.pairs[0]!.lift).toBeCloseTo(2.2105, 4);
      expect(output.pairs[0]!.p_value).toBeCloseTo(8.515e-5, 8);
      expect(output.pairs[0]!.q_value).toBeCloseTo(106 * output.pairs[0]!.p_value, 12);
    });
  });

  describe('what counts', () => {
    const counted = (attempts: MistakesV1Attempt[], params: object = {}) =>
      compute({ attempts, questions: questionsOf([1]) }, params)
        .distractors.filter(({ count }) => count > 0)
        .map(({ option, count, answered }) => [option, count, answered]);
    const at = (seconds: number) => ({ at: secondsIn(seconds) });

    it('is the first answer of a learner, wherever it stands in the list', () => {
      const second = attempt(1, 1, 3, { attempt_id: 'second', ...at(NOW - 50) });

      expect(counted([second, attempt(1, 1, 2)])).toEqual([[2, 1, 1]]);
      expect(counted([attempt(1, 1, null), second])).toEqual([[3, 1, 1]]);
      expect(counted([attempt(1, 1, 2, { attempt_id: 'b' }), attempt(1, 1, 3, { attempt_id: 'a' })])).toEqual([
        [3, 1, 1],
      ]);
    });

    it('lies in the window, both ends included', () => {
      const window = [NOW - 90 * DAY, NOW].map((seconds, index) => attempt(index, 1, 2, at(seconds)));
      const outside = [attempt(5, 1, 2, at(NOW - 90 * DAY - 1))];

      expect(counted([...window, ...outside])).toEqual([[2, 2, 2]]);
      expect(counted([attempt(1, 1, 2, at(NOW - DAY))], { lookback_days: 1 })).toEqual([[2, 1, 1]]);
    });

    it('is nothing without answers: then there is nothing to say, and nothing is flagged', () => {
      expect(compute({ questions: questionsOf([1], 2) })).toEqual({
        distractors: [
          {
            ...{ question_id: 'q1', option: 2, count: 0, answered: 0, wrong: 0, share: null, share_of_wrong: null },
            ...{ wilson_low: null, wilson_high: null, uniform_tail: 1, rest_correlation: null },
            ...{ working: false, common_mistake: false, suspect_key: false },
          },
        ],
        pairs: [],
        suspects: [],
      });
      expect(compute({})).toEqual({ distractors: [], pairs: [], suspects: [] });
    });

    it('can never be a common mistake with two options', () => {
      const attempts = Array.from({ length: 50 }, (_, learner) => attempt(learner, 1, 2));
      const [only] = compute({ attempts, questions: questionsOf([1], 2) }).distractors;

      expect(only).toMatchObject({
        count: 50,
        share_of_wrong: 1,
        uniform_tail: 1,
        common_mistake: false,
        working: true,
      });
    });
  });

  describe('an exact tie', () => {
    /** A row of options per learner; option 1 is right. */
    const tie = (counts: number[], rows: number[][], params: object = {}) =>
      compute(
        {
          questions: counts.map((option_count, index) => ({
            ...questionsOf([1])[0]!,
            question_id: `q${index}`,
            option_count,
          })),
          attempts: rows.flatMap((row, learner) => row.map((option, index) => attempt(learner, index, option))),
        },
        params,
      );
    const rowsOf = (digits: string) => digits.split(' ').map((row) => [...row].map(Number));

    it('of an option with the key, or with the threshold, casts no doubt on the key', () => {
      const withKey = tie([3, 2, 2], rowsOf('312 212 321 311 321 322 111 211 211'));
      const withThreshold = tie([2, 2, 2, 2], rowsOf('2222 2211 2211 1121 2112'), {
        suspect_key_correlation: 0.25,
        min_frequency: 1,
      });

      expect([...withKey.suspects, ...withThreshold.suspects]).toEqual([]);
      expect(withThreshold.distractors[2]!.rest_correlation).toBeCloseTo(0.25, 12);
    });

    it('of the lower bound with chance is no common mistake', () => {
      const [second, third] = tie([4], [[2], [3]], { wilson_z: 0.5, min_frequency: 1 }).distractors;

      expect(second!.wilson_low).toBeCloseTo(1 / 3, 12);
      expect([second, third]).toMatchObject([{ common_mistake: false }, { common_mistake: false }]);
    });

    it('of the rate of false discoveries with its limit keeps the pair', () => {
      const rows = rowsOf(`${'22 '.repeat(2)}${'12 '.repeat(2)}${'11 '.repeat(12)}`.trim());

      // p = C(14, 2) / C(16, 4) = 91 / 1820, of a family of one.
      expect(tie([2, 2], rows, { min_frequency: 2 }).pairs).toMatchObject([{ n11: 2, n10: 0, n01: 2, n00: 12 }]);
      expect(tie([2, 2], rows, { min_frequency: 2, fdr: 0.0499999 }).pairs).toEqual([]);
    });
  });
});
