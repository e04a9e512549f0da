import { findingsOf } from './findings';

type Analysis = Parameters<typeof findingsOf>[0];

const questions = [
  { question_id: 'q1', item_version: null, options: ['half', 'third', 'quarter'], option_count: 3, key_option: 2 },
  { question_id: 'q2', item_version: null, options: ['1', '2'], option_count: 3, key_option: 1 },
].map((question) => ({ ...question, answers: 40 }));

const analysis = (version: string, result: object | null) =>
  ({ version, result, report: { questions } }) as unknown as Analysis;

const distractor = (option: number, share_of_wrong: number | null, common_mistake: boolean) => ({
  ...{ question_id: 'q1', option, count: 12, answered: 40, common_mistake },
  ...{ share_of_wrong, wilson_low: share_of_wrong && 0.3, wilson_high: share_of_wrong && 0.8 },
});
const suspect = { question_id: 'q1', option: 1, count: 30, answered: 40, key_count: 4 };
const pair = { a: { question_id: 'q1', option: 3 }, b: { question_id: 'q2', option: 3 }, lift: 2, q_value: 0.01 };
const none = { distractors: [], suspects: [], pairs: [] };

describe('what a page tells of an analysis of mistakes', () => {
  it('names options as the platform does, and by number where answers named none', () => {
    const found = findingsOf(analysis('v1', { ...none, suspects: [suspect], pairs: [{ ...pair, n11: 7 }] }))!;

    expect(found.suspects).toEqual([
      { ...{ question: 'q1', option: 'half', key: 'third', count: 30, keyCount: 4, answered: 40 }, strength: null, interval: null }, // prettier-ignore
    ]);
    expect(found.pairs).toEqual([
      { a: { question: 'q1', option: 'quarter' }, b: { question: 'q2', option: '3' }, both: 7, lift: 2, q: 0.01 },
    ]);
    expect(found.learnersNeeded).toBeNull();
  });

  it('has of v2 how sure it is, and how many learners it would take', () => {
    const strong = { ...suspect, strength: 0.7, strength_low: 0.6, strength_high: 0.8 };
    const pairs = { status: 'insufficient', learners_needed: 90, rows: [{ ...pair, both: 5 }] };
    const found = findingsOf(analysis('v2', { ...none, suspects: [strong], pairs }))!;

    expect(found.suspects[0]).toMatchObject({ strength: 0.7, interval: [0.6, 0.8] });
    expect(found.pairs[0]!.both).toBe(5);
    expect(found.learnersNeeded).toBe(90);
    const enough = { ...pairs, status: 'none', rows: [] };
    expect(findingsOf(analysis('v2', { ...none, pairs: enough }))!.learnersNeeded).toBeNull();
  });

  it('shows common mistakes alone, the most frequent first', () => {
    const distractors = [distractor(1, 0.5, true), distractor(3, 0.6, true), distractor(2, 0.9, false)];
    const found = findingsOf(analysis('v1', { ...none, distractors }))!;

    expect(found.common.map(({ option, shareOfWrong }) => [option, shareOfWrong])).toEqual([
      ['quarter', 0.6],
      ['half', 0.5],
    ]);
    expect(found.common[0]!.interval).toEqual([0.3, 0.8]);
  });

  it.each([
    ['without a result', 'v2', null],
    ['of a version of a host', 'ours-1', none],
    ['of another form', 'v2', { patterns: [] }],
  ])('is nothing %s', (_what, version, result) => {
    expect(findingsOf(analysis(version, result))).toBeUndefined();
  });
});
