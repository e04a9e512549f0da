import { judgeParams, rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Output } from './revision-v1.contract.js';
import { RevisionV1Params } from './revision-v1.params.js';

const compute = (input: object) =>
  run<RevisionV1Output>(RevisionV1Algorithm, {}, { now: secondsIn(100), cards: [], reviews: [], ...input });
const card = {
  card_id: 'c',
  state: 'Review',
  stability: 3,
  difficulty: 5,
  due: secondsIn(50),
  last_review: secondsIn(20),
  reps: 3,
  lapses: 1,
  learning_steps: 0,
};
const fresh = { ...card, state: 'New', stability: 0, difficulty: 0, last_review: null };
const review = { review_id: 'r', card_id: 'c', at: secondsIn(60), rating: 3 };
const weights = (changes: Record<number, unknown>) =>
  new RevisionV1Params().w.map((weight, index) => changes[index] ?? weight);
const WEIGHTS = 'w must be a list of 21 numbers (FSRS-6), of 19 (FSRS-5) or of 17 (FSRS-4.5)';
const STEPS = 'must be a list of steps such as "10m", "1h" or "1d"';

describe(`what ${RevisionV1Algorithm.name} rejects`, () => {
  it.each<[object, string, string]>([
    ...[3, 16, 18, 20, 22].map((length): [object, string, string] => [
      { w: Array.from({ length }, (_, place) => new RevisionV1Params().w[place] ?? 0.3) },
      '/w',
      WEIGHTS,
    ]),
    [{ w: 'default' }, '/w', WEIGHTS],
    [{ w: weights({ 7: 0.76 }) }, '/w/7', 'w[7] must be between 0.001 and 0.75'],
    [{ w: weights({ 0: '0.212' }) }, '/w/0', 'w[0] must be between 0.001 and 100'],
    [{ w: weights({ 20: 0.05 }) }, '/w/20', 'w[20] must be between 0.1 and 0.8'],
    [{ w: weights({ 19: 0.005 }) }, '/w/19', 'w[19] must be between 0.01 and 0.8'],
    [{ w: weights({ 19: 0.9 }) }, '/w/19', 'w[19] must be between 0.01 and 0.8'],
    [{ w: weights({ 19: -1 }) }, '/w/19', 'w[19] must be between 0.01 and 0.8'],
    [{ w: weights({ 19: -1 }), enable_short_term: false }, '/w/19', 'w[19] must be between 0 and 0.8'],
    [
      { w: weights({ 19: 0.005 }), enable_short_term: 1 },
      '/enable_short_term',
      'enable_short_term must be true or false',
    ],
    [{ request_retention: 0 }, '/request_retention', 'request_retention must be greater than 0 and less than 1'],
    [{ request_retention: 1 }, '/request_retention', 'request_retention must be greater than 0 and less than 1'],
    [{ maximum_interval: -5 }, '/maximum_interval', 'maximum_interval must be an integer between 1 and 36500'],
    [{ maximum_interval: 36501 }, '/maximum_interval', 'maximum_interval must be an integer between 1 and 36500'],
    [{ enable_fuzz: true }, '/enable_fuzz', 'enable_fuzz must be false'],
    [{ enable_short_term: 1 }, '/enable_short_term', 'enable_short_term must be true or false'],
    [{ learning_steps: ['10'] }, '/learning_steps', `learning_steps ${STEPS}`],
    [{ learning_steps: ['0m'] }, '/learning_steps', `learning_steps ${STEPS}`],
    [{ relearning_steps: '10m' }, '/relearning_steps', `relearning_steps ${STEPS}`],
    [
      { w: weights({ 17: 0.7 }), relearning_steps: ['10m', '1h'] },
      '/w/17',
      'w[17] must be at most 0.60045935 with 2 relearning_steps',
    ],
    [
      { w: weights({ 18: 0.7 }), relearning_steps: ['10m', '1h'] },
      '/w/18',
      'w[18] must be at most 0.60045935 with 2 relearning_steps',
    ],
  ])('%j', (params, pointer, message) => {
    expect(rejectionOf(RevisionV1Algorithm, params)).toEqual([[pointer, `revision.${message}`]]);
  });

  it('every weight and parameter that breaks a rule, and each once', () => {
    const w = [...weights({ 7: 0.76, 19: 0.005, 20: 'x' }), 1];

    expect(rejectionOf(RevisionV1Algorithm, { maximum_interval: 0, request_retention: 2, w })).toEqual([
      ['/w', `revision.${WEIGHTS}`],
      ['/w/7', 'revision.w[7] must be between 0.001 and 0.75'],
      ['/w/19', 'revision.w[19] must be between 0.01 and 0.8'],
      ['/w/20', 'revision.w[20] must be between 0.1 and 0.8'],
      ['/request_retention', 'revision.request_retention must be greater than 0 and less than 1'],
      ['/maximum_interval', 'revision.maximum_interval must be an integer between 1 and 36500'],
    ]);
  });

  it.each([
    { w: weights({ 19: 0 }), enable_short_term: false },
    { learning_steps: [], relearning_steps: [] },
    { relearning_steps: ['10m', '1h', '1d'], w: weights({ 17: 0.3 }) },
  ])('not %j', (params) => {
    expect(judgeParams(RevisionV1Algorithm, params)).toHaveProperty('value');
  });

  it('nothing of an empty input', () => {
    expect(compute({})).toEqual({ cards: [], due_queue: [] });
  });

  it.each<[object, string]>([
    [{ cards: [card, card] }, 'revision.cards[1] repeats an id'],
    [{ cards: [{ ...card, stability: 0 }] }, 'revision.cards[0].stability must be at least 0.001 for a Review card'],
    [{ cards: [{ ...card, difficulty: 0.5 }] }, 'revision.cards[0].difficulty must be at least 1 for a Review card'],
    [{ cards: [{ ...card, last_review: null }] }, 'revision.cards[0].last_review must be a UTC time for a Review card'],
    [
      { cards: [{ ...card, last_review: secondsIn(101), due: secondsIn(200) }] },
      'revision.cards[0].last_review must not be after now',
    ],
    [{ cards: [{ ...card, due: secondsIn(19) }] }, 'revision.cards[0].due must not be before last_review'],
    [{ cards: [{ ...fresh, stability: 1 }] }, 'revision.cards[0].stability must be 0 for a New card'],
    [{ cards: [{ ...fresh, difficulty: 1 }] }, 'revision.cards[0].difficulty must be 0 for a New card'],
    [{ cards: [{ ...fresh, last_review: secondsIn(1) }] }, 'revision.cards[0].last_review must be null for a New card'],
    [{ reviews: [review, { ...review, rating: 1 }] }, 'revision.reviews[1] repeats an id with different content'],
    [{ reviews: [{ ...review, at: secondsIn(101) }] }, 'revision.reviews[0].at must not be after now'],
    [
      { cards: [card], reviews: [{ ...review, at: secondsIn(19) }] },
      'revision.reviews[0].at must not be before the last_review of its card',
    ],
    [{ cards: [{ ...card, state: 'review' }] }, 'cards/0/state must be one of New, Learning, Review, Relearning'],
    [{ cards: [{ ...card, difficulty: 11 }] }, 'cards/0/difficulty must be between 0 and 10'],
    [{ reviews: [null] }, 'revision.reviews[0] must be an object'],
    [{ reviews: [{ ...review, rating: 5 }] }, 'revision.reviews[0].rating must be an integer between 1 and 4'],
    [{ reviews: [{ ...review, correct: true }] }, 'revision.reviews[0] must have either rating or correct'],
    [{ reviews: [{ ...review, rating: undefined }] }, 'revision.reviews[0]'],
    [
      { reviews: [{ review_id: 'r', card_id: 'c', at: secondsIn(1) }] },
      'revision.reviews[0] must have either rating or correct',
    ],
    [{ now: '2026-02-30T00:00:00Z' }, 'now must be a UTC time such as 2026-01-21T12:00:00.000Z'],
    [{ day_offset_minutes: 1441 }, 'day_offset_minutes must be an integer between -1440 and 1440'],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('nothing for its length', () => {
    const reviews = Array.from({ length: 10_000 }, (_, index) => ({
      ...review,
      review_id: `r${index}`,
      card_id: `c${index % 300}`,
      at: secondsIn(index),
    }));

    expect(compute({ now: secondsIn(20_000), reviews }).cards).toHaveLength(300);
  });
});
