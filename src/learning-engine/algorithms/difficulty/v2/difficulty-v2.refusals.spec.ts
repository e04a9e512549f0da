import { rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { DifficultyV2Algorithm } from './difficulty-v2.algorithm.js';
import { type DifficultyV2Input, type DifficultyV2Learner } from './difficulty-v2.contract.js';
import { DifficultyV2Params } from './difficulty-v2.params.js';
import { type DifficultyV2Output } from './difficulty-v2.output.js';

const compute = (input: Partial<DifficultyV2Input>) =>
  run<DifficultyV2Output>(DifficultyV2Algorithm, {}, { items: [], learners: [], ...input });
const learner = (id: string, answers: Record<string, boolean>): DifficultyV2Learner => ({
  learner_id: id,
  answers: Object.entries(answers).map(([item_id, correct]) => ({ item_id, correct })),
});

describe(`what ${DifficultyV2Algorithm.name} rejects`, () => {
  it('nothing of an empty input', () => {
    expect(compute({})).toEqual({
      ...{ items: [], learners: [] },
      fit: { log_likelihood: 0, steps: 1, converged: true, items: 0, learners: 0, answers: 0 },
    });
  });

  it.each<[string, object]>([
    ['own_discrimination_from', { own_discrimination_from: 0 }],
    ['discrimination_prior', { discrimination_prior: 0 }],
    ['difficulty_prior', { difficulty_prior: 11 }],
    ['min_attempts', { min_attempts: 1.5 }],
    ['fdr', { fdr: 0 }],
  ])('a set with a wrong %s', (name, set) => {
    expect(rejectionOf(DifficultyV2Algorithm, set)).toMatchObject([
      [`/${name}`, expect.stringContaining(' must be ') as string],
    ]);
  });

  it.each<[Partial<DifficultyV2Input>, string]>([
    [
      {
        items: [
          { item_id: 'q', difficulty: 0 },
          { item_id: 'q', difficulty: 0 },
        ],
      },
      'items[1] repeats an id',
    ],
    [{ learners: [learner('a', {}), learner('a', {})] }, 'learners[1] repeats an id'],
    [
      {
        learners: [
          {
            learner_id: 'a',
            answers: [
              { item_id: 'q', correct: true },
              { item_id: 'q', correct: false },
            ],
          },
        ],
      },
      'difficulty.learners[0].answers[1] repeats an item: send the first answer to it alone',
    ],
    [{ items: [{ item_id: 'q', difficulty: 11 }] }, 'items/0/difficulty must be between -10 and 10, in logits'],
    [
      { learners: [{ learner_id: 'a', answers: [{ item_id: 'q', correct: true, at: 'now' }] }] },
      'must be a UTC time such as 2026-01-21T12:00:00.000Z',
    ],
  ])('input %#', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('more answers together, and answers to more items, than a call may have', () => {
    const answers = Array.from({ length: 10_000 }, (_, item) => ({ item_id: `${item}`, correct: true }));
    const learners = Array.from({ length: 51 }, (_, n) => ({ learner_id: `l${n}`, answers }));
    const other = { learner_id: 'other', answers: [{ item_id: 'other', correct: true }] };
    const given = (rows: DifficultyV2Learner[]) => () =>
      new DifficultyV2Algorithm().compute(new DifficultyV2Params(), { items: [], learners: rows });

    expect(given(learners)).toThrow('difficulty.learners must not have more than 500000 answers together');
    expect(given([learners[0]!, other])).toThrow('difficulty.learners must not answer more than 10000 items');
  });
});
