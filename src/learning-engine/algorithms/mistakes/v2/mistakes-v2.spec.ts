import * as fc from 'fast-check';
import { itKeepsTheLaws, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { MistakesV2Algorithm } from './mistakes-v2.algorithm.js';
import { type MistakesV2Attempt, type MistakesV2Input, type MistakesV2Member } from './mistakes-v2.contract.js';
import { type MistakesV2Output } from './mistakes-v2.output.js';

interface Vector {
  tolerance: { measures: number; tail: number; ratio: number };
  classCase: {
    optionCount: number;
    key: number[];
    difficulty: number[];
    responses: string[];
    family: number;
    sharedOddsRatio: number;
    pairs: (Record<'both' | 'expected' | 'learners' | 'p' | 'q' | 'oddsRatio' | 'low' | 'high', number> &
      Record<'a' | 'b', [question: number, option: number]>)[];
    options: (Record<'question' | 'option' | 'count' | 'most' | 'mistake', number> &
      Record<'strength' | 'abler', number | null>)[];
  };
}
const { tolerance, classCase } = vectors<Vector>('mistakes-given-ability');

const questionsOf = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ question_id: `q${index}`, option_count: 4, key_option: 1 },
    ...more(index),
  }));
/** A text for each learner, with the chosen options; 0 is no answer. */
const attemptsOf = (rows: readonly string[], from = 0): MistakesV2Attempt[] =>
  rows.flatMap((row, learner) =>
    [...row].map((option, question) => ({
      ...{ attempt_id: `${from + learner} ${question}`, learner_id: `l${from + learner}`, question_id: `q${question}` },
      ...{ option: option === '0' ? null : Number(option), at: secondsIn(500) },
    })),
  );
/** Every second learner is of the focal group. */
const groupsOf = (rows: readonly string[]): MistakesV2Member[] =>
  rows.map((_, learner) => ({ learner_id: `l${learner}`, group: learner % 2 ? 'focal' : 'reference' }));
const compute = (input: object, params: object = {}) =>
  run<MistakesV2Output>(MistakesV2Algorithm, params, { now: secondsIn(1000), ...input });
const theClass = {
  questions: questionsOf(classCase.key.length, (index) => ({
    ...{ key_option: classCase.key[index], difficulty: classCase.difficulty[index] },
  })),
  attempts: attemptsOf(classCase.responses),
};

const rows = (questions: number, atMost: number) =>
  fc.array(fc.stringMatching(new RegExp(`^[0-3]{${questions}}$`)), { maxLength: atMost, size: 'max' });

describe(MistakesV2Algorithm.name, () => {
  itKeepsTheLaws<MistakesV2Input>({
    algorithm: MistakesV2Algorithm,
    params: fc.constantFrom({}, { min_frequency: 1, fdr: 1, min_lift: 1 }),
    inputs: rows(3, 10).map((texts) => ({
      ...{ now: secondsIn(1000), attempts: attemptsOf(texts), with_counts: true },
      questions: questionsOf(3, (index) => ({ option_count: 3, difficulty: index - 1 })),
      groups: groupsOf(texts),
    })),
    ...{ lists: ['attempts', 'questions'], events: 'attempts' },
  });

  it('agrees with scipy on a whole class: every pair, p and q', () => {
    const { pairs } = compute(theClass, { fdr: 1 });
    const named = new Map(pairs.rows.map((row) => [nameOf(row.a) + nameOf(row.b), row]));

    expect(pairs).toMatchObject({ status: 'found', tested: classCase.family });
    expectWithin(pairs.shared_odds_ratio, classCase.sharedOddsRatio, tolerance.measures);
    expect(named.size).toBe(Math.min(100, classCase.pairs.length));
    for (const expected of classCase.pairs) {
      const [a, b] = [expected.a, expected.b].map(([question, option]) => `q${question}:${option} `);
      const row = named.get(a! + b!)!;
      expect([row.both, row.learners]).toEqual([expected.both, expected.learners]);
      expectWithin(row.expected, expected.expected, tolerance.measures);
      expectWithin(row.p_value, expected.p, tolerance.tail);
      expectWithin(row.q_value, expected.q, tolerance.tail);
      if (expected.oddsRatio === null) expect(row.odds_ratio).toBeNull();
      else expectWithin(row.odds_ratio! / expected.oddsRatio, 1, tolerance.ratio);
    }
  });

  it('agrees with scipy on a whole class: every option, and finds what was planted in it', () => {
    const { distractors, pairs, suspects } = compute(theClass);

    expect(distractors).toHaveLength(classCase.options.length);
    classCase.options.forEach(({ question, option, count, strength, mistake }, index) => {
      expect(distractors[index]).toMatchObject({ question_id: `q${question}`, option, count });
      if (strength === null) expect(distractors[index]!.strength).toBeNull();
      else expectWithin(distractors[index]!.strength!, strength, tolerance.measures);
      expectWithin(distractors[index]!.p_value, mistake, tolerance.measures);
    });
    expect(pairs.rows.map(({ a, b }) => [nameOf(a), nameOf(b)])).toEqual([['q1:3 ', 'q5:3 ']]);
    expect(suspects.map(nameOf)).toEqual(['q6:1 ']);
    const { abler, most } = classCase.options.find(({ question, option }) => question === 6 && option === 1)!;
    expectWithin(suspects[0]!.p_value, 2 * Math.min(abler!, most), tolerance.measures);
    // The smallest of all: divided by what its count is of the mean, times how many are tested.
    const tested = classCase.options.filter(({ count }) => count >= 3);
    const mean = tested.reduce((sum, { count }) => sum + count, 0) / tested.length;
    const q = (suspects[0]!.p_value * mean * tested.length) / suspects[0]!.count;
    expectWithin(suspects[0]!.q_value, q, tolerance.measures);
    expect(distractors.filter((one) => one.question_id === 'q6' && one.common_mistake)).toEqual([]);
  });

  it('gives the same in parts as at once, wherever the learners are divided', () => {
    fc.assert(
      fc.property(rows(5, 30), fc.nat(), fc.nat(), (texts, one, other) => {
        const [first, second] = [one, other].map((cut) => cut % (texts.length + 1)).sort((a, b) => a - b);
        const parts = [texts.slice(0, first), texts.slice(first, second), texts.slice(second)];
        const questions = questionsOf(5, (index) => ({ difficulty: index / 3 }));
        const groups = groupsOf(texts);
        let [from, counts] = [0, {}];
        let output: MistakesV2Output | undefined;
        for (const part of parts) {
          output = compute({ questions, groups, with_counts: true, attempts: attemptsOf(part, from), ...counts });
          counts = { counts: output.counts };
          from += part.length;
        }

        expect(output).toEqual(compute({ questions, groups, with_counts: true, attempts: attemptsOf(texts) }));
      }),
      { numRuns: 20 },
    );
  });

  it('says that too few answered, and shows which known patterns these learners show', () => {
    const known = [
      { a: { question_id: 'q5', option: 3 }, b: { question_id: 'q1', option: 3 } },
      { a: { question_id: 'q0', option: 2 }, b: { question_id: 'q2', option: 4 } },
    ];
    const output = compute({ ...theClass, known, attempts: attemptsOf(classCase.responses.slice(0, 25)) });

    expect(output.pairs).toMatchObject({ status: 'insufficient', rows: [] });
    expect(output.pairs.learners).toBeLessThan(output.pairs.learners_needed);
    const both = classCase.responses.slice(0, 25).filter((row) => row[1] === '3' && row[5] === '3').length;
    const answered = classCase.responses.slice(0, 25).filter((row) => row[1] !== '0' && row[5] !== '0').length;
    expect(output.known).toMatchObject([{ ...known[0], answered, both, share: both / answered }, known[1]]);
    expect(output.known![0]!.share_low).toBeLessThan(both / answered);
    expect(output.known![0]!.share_high).toBeGreaterThan(both / answered);
    expect(compute({ ...theClass, known: [] }).known).toEqual([]);
  });

  it('says that there are none where a misconception would have been found', () => {
    const attempts = attemptsOf(
      Array.from({ length: 300 }, (_, learner) => `${1 + (learner % 2)}${1 + (learner % 3)}`),
    );

    expect(compute({ questions: questionsOf(2), attempts }).pairs).toMatchObject({ status: 'none', learners: 300 });
  });

  it('doubts a key that no learner chose where nearly all chose one option, and not where they are divided', () => {
    const suspects = (rows: string[]) => compute({ questions: questionsOf(2), attempts: attemptsOf(rows) }).suspects;

    expect(suspects([...Array<string>(20).fill('21'), ...Array<string>(20).fill('22')])).toMatchObject([
      { question_id: 'q0', option: 2, count: 40, key_count: 0, strength: null, key_strength: null },
    ]);
    expect(suspects(Array.from({ length: 40 }, (_, learner) => `${2 + (learner % 3)}${1 + (learner % 2)}`))).toEqual(
      [],
    );
  });

  it('tells a question that is harder for one of two groups', () => {
    const random = fc.sample(fc.integer({ min: 0, max: 999 }), { numRuns: 6 * 400, seed: 9 });
    const texts = Array.from({ length: 400 }, (_, learner) =>
      Array.from({ length: 6 }, (__, question) => {
        const chance = question === 2 && learner % 2 === 1 ? 300 : 650;
        return random[learner * 6 + question]! < chance ? '1' : '2';
      }).join(''),
    );
    const groups = groupsOf(texts);
    const { functioning } = compute({ questions: questionsOf(6), attempts: attemptsOf(texts), groups });

    expect(functioning.map((one) => one.class === 'C')).toEqual([false, false, true, false, false, false]);
    expect(functioning[2]).toMatchObject({ question_id: 'q2', reference: 200, focal: 200 });
    expect(functioning[2]!.delta_high).toBeLessThan(-1);
    expect(compute({ questions: questionsOf(6), attempts: attemptsOf(texts) }).functioning).toEqual([]);
  });
});

const nameOf = ({ question_id, option }: { question_id: string; option: number }) => `${question_id}:${option} `;
