import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { InvalidInputError } from '../../../errors/input.errors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1CardState } from './revision-v1.contract.js';
import { type RevisionV1Input } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

const compute = (input: Partial<RevisionV1Input>, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, { now: secondsIn(100), cards: [], reviews: [], ...input });
const known: RevisionV1CardState = {
  ...{ card_id: 'c', state: 'Review', stability: 3, difficulty: 5, due: secondsIn(50), last_review: secondsIn(20) },
  ...{ reps: 3, lapses: 1, learning_steps: 0 },
};
const fresh = {
  ...{ state: 'New' as const, stability: 0, difficulty: 0, last_review: null, reps: 0, lapses: 0, learning_steps: 0 },
};
const review = { review_id: 'r', card_id: 'c', at: secondsIn(60), rating: 3 as const };

/** What is wrong with an input, as `pointer reason`. */
function problemsOf(input: Partial<RevisionV1Input>, params: object = {}): string[] {
  try {
    compute(input, params);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ pointer, reason }) => `${pointer} ${reason}`);
  }
}

describe(`a card that contradicts itself is rejected by ${RevisionV1Algorithm.name}`, () => {
  it.each<[Partial<RevisionV1CardState>, string]>([
    [{ lapses: 99, reps: 0 }, '/lapses must be less than reps'],
    [{ lapses: 3, reps: 3 }, '/lapses must be less than reps'],
    [{ lapses: 0, reps: 0 }, '/reps must be at least 1 for a Review card'],
    [{ state: 'Learning', learning_steps: 2 }, '/learning_steps must be less than 2, the number of learning_steps in'],
    [{ state: 'Relearning', learning_steps: 1 }, '/learning_steps must be less than 1, the number of relearning_steps'],
    [{ learning_steps: 1 }, '/learning_steps must be 0 for a Review card, or a step of days of the parameters'],
    [{ ...fresh, learning_steps: 1 }, '/learning_steps must be 0 for a New card'],
    [{ ...fresh, stability: 2 }, '/stability must be 0 for a New card'],
    [{ ...fresh, lapses: 1 }, '/lapses must be less than reps'],
    [{ ...fresh, day_offset_minutes: 0 }, '/day_offset_minutes must be null for a New card'],
    [{ last_at: secondsIn(19) }, '/last_at must not be before last_review'],
    [{ last_at: secondsIn(101) }, '/last_at must not be after now'],
    [{ last_review_id: 'a' }, '/last_review_id must be null while last_at is null'],
    [{ last_at: secondsIn(20), last_sequence: 1 }, '/last_sequence must be null while last_review_id is null'],
  ])('%j', (more, problem) => {
    expect(problemsOf({ cards: [{ ...known, ...more }] })).toContainEqual(
      expect.stringContaining(`/cards/0${problem}`),
    );
  });

  it('with all that is wrong with all cards', () => {
    const cards = [
      { ...known, card_id: 'a', stability: 0, difficulty: 0 },
      known,
      { ...known, card_id: 'b', last_review: null },
    ];

    expect(problemsOf({ cards, time_zone: 'Mars/Olympus' })).toEqual([
      expect.stringContaining('/time_zone must be an IANA time zone') as string,
      '/cards/0/stability must be at least 0.001 for a Review card',
      '/cards/0/difficulty must be at least 1 for a Review card',
      '/cards/2/last_review must be a UTC time for a Review card',
    ]);
  });

  it.each<[Partial<RevisionV1CardState>, object]>([
    [{ ...fresh, reps: 5, lapses: 1 }, {}],
    [{ lapses: 0, reps: 1 }, {}],
    [{ state: 'Learning', learning_steps: 1 }, {}],
    [{ state: 'Learning', learning_steps: 0 }, { learning_steps: [] }],
    [{ learning_steps: 1 }, { learning_steps: ['1m', '1d'] }],
    [{ learning_steps: 1 }, { learning_steps: ['3d', '10m'] }],
    [{ learning_steps: 2 }, { learning_steps: ['1m', '2d', '10m'] }],
    [{ last_at: secondsIn(20), last_sequence: 1, last_review_id: 'a' }, {}],
  ])('but not %j', (more, params) => {
    expect(problemsOf({ cards: [{ ...known, ...more }] }, params)).toEqual([]);
  });
});

describe(`reviews that break a rule of ${RevisionV1Algorithm.name}`, () => {
  const late = { ...review, review_id: 'late', at: '2099-01-01T00:00:00Z' };
  const broken = { ...review, review_id: 'broken', rating: 9 as 4 };
  const early = { ...review, review_id: 'early', at: secondsIn(10) };
  const twice = [
    { ...review, review_id: 'twice', rating: 1 as const },
    { ...review, review_id: 'twice', rating: 2 as const },
  ];
  const reviews = [late, review, broken, early, ...twice];
  const RATING = 'must be an integer between 1 and 4: what was done by hand (0 in Anki) has an action and no rating';

  it('are all named at once', () => {
    expect(problemsOf({ cards: [known], reviews })).toEqual([
      '/reviews/0/at must not be after now',
      `/reviews/2/rating ${RATING}`,
      '/reviews/3/at must not be before the last_review of its card',
      '/reviews/5 repeats an id with different content',
    ]);
  });

  it('are left out on request, each with its reason, and the others are folded as if they had come alone', () => {
    const { left_out, ...output } = compute({ cards: [known], reviews, on_invalid: 'skip' });

    expect(output).toEqual(compute({ cards: [known], reviews: [review] }));
    expect(left_out).toEqual([
      { pointer: '/reviews/0/at', reason: 'must not be after now' },
      { pointer: '/reviews/2/rating', reason: RATING },
      { pointer: '/reviews/3/at', reason: 'must not be before the last_review of its card' },
      { pointer: '/reviews/4', reason: 'repeats an id with different content' },
      { pointer: '/reviews/5', reason: 'repeats an id with different content' },
    ]);
    expect(compute({ reviews: [review], on_invalid: 'skip' }).left_out).toEqual([]);
  });

  it('come after the last event of their card: a repeated one, and one of that instant, is known by its id', () => {
    const { cards } = compute({ reviews: [{ ...review, review_id: '9' }] });
    const next = (more: object) => problemsOf({ cards, reviews: [{ ...review, ...more }] });

    expect(next({ review_id: '9' })).toEqual(['/reviews/0 is the last event that its card has counted']);
    expect(next({ review_id: '8' })).toEqual([
      '/reviews/0 must come after the last event of its card: by at, then sequence, then id',
    ]);
    expect(next({ review_id: '10' })).toEqual([]);
    expect(next({ review_id: '8', sequence: 1 })).toEqual([]);
    expect(problemsOf({ cards: [known], reviews: [{ ...review, at: secondsIn(20) }] })).toEqual([
      '/reviews/0/at must be after the last_review of its card, which does not say what its last event was',
    ]);
  });

  it('are folded by sequence, then by ids of digits as numbers', () => {
    const [again, good] = [1, 3] as const;
    const inOrder = (...rows: object[]) =>
      compute({ reviews: rows.map((row) => ({ ...review, ...row })) }).cards[0]!.stability;
    const againFirst = inOrder({ review_id: 'a', rating: again }, { review_id: 'b', rating: good });

    expect(inOrder({ review_id: '10', rating: good }, { review_id: '9', rating: again })).toBe(againFirst);
    expect(inOrder({ review_id: 'a', sequence: 2, rating: good }, { review_id: 'b', sequence: 1, rating: again })).toBe(
      againFirst,
    );
    expect(inOrder({ review_id: '9', rating: good }, { review_id: '10', rating: again })).not.toBe(againFirst);
  });

  it('need to know the day of now, where they are due by the day and have days of their own', () => {
    const own = { ...review, day_offset_minutes: -540 };

    expect(problemsOf({ due_by: 'day', reviews: [own] })).toEqual([
      expect.stringContaining('/due_by must come with time_zone or day_offset_minutes') as string,
    ]);
    expect(problemsOf({ due_by: 'day', reviews: [own], day_offset_minutes: -480 })).toEqual([]);
    expect(problemsOf({ due_by: 'day', reviews: [review] })).toEqual([]);
  });
});
