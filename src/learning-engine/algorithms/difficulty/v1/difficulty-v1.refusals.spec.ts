import { rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { DifficultyV1Algorithm } from './difficulty-v1.algorithm.js';
import { type DifficultyV1Input } from './difficulty-v1.contract.js';
import { type DifficultyV1Output } from './difficulty-v1.output.js';

const compute = (input: object) =>
  run<DifficultyV1Output>(DifficultyV1Algorithm, {}, { items: [], learners: [], events: [], ...input });
const event = { event_id: 'e', learner_id: 'a', item_id: 'q', correct: true, at: secondsIn(1) };
const item = { item_id: 'q', difficulty: 0, answers: 0, info: 0, recent: [] };
const learner = { learner_id: 'a', theta: 0, answers: 0, last_at: null };
const counted = { ...learner, answers: 1, last_at: secondsIn(1), last_event_id: 'e' };

describe(`what ${DifficultyV1Algorithm.name} rejects`, () => {
  it.each([
    ['alpha_learner', 0, 'must be greater than 0 and at most 4'],
    ['alpha_item', 4.1, 'must be greater than 0 and at most 4'],
    ['beta_learner', -0.1, 'must be between 0 and 1'],
    ['beta_item', '0.05', 'must be between 0 and 1'],
    ['item_updates_on_first_attempt_only', 1, 'must be true or false'],
    ['min_attempts', 0, 'must be an integer of at least 1'],
    ['window_size', 1.5, 'must be an integer of at least 1'],
    ['b_clamp', 11, 'must be greater than 0 and at most 10'],
  ])('%s = %j', (name, value, reason) => {
    expect(rejectionOf(DifficultyV1Algorithm, { [name]: value })).toEqual([
      [`/${name}`, `difficulty.${name} ${reason}`],
    ]);
  });

  it('nothing of an empty input', () => {
    expect(compute({})).toEqual({ items: [], learners: [] });
  });

  it.each<[Partial<Record<keyof DifficultyV1Input, object[]>>, string]>([
    [{ items: [item, item] }, 'difficulty.items[1] repeats an id'],
    [{ learners: [learner, learner] }, 'difficulty.learners[1] repeats an id'],
    [{ events: [event, { ...event, correct: false }] }, 'difficulty.events[1] repeats an id with different content'],
    [
      { learners: [{ ...learner, answers: 1, last_at: secondsIn(2) }], events: [event] },
      'difficulty.events[0].at must not be before the last_at of its learner',
    ],
    [{ learners: [counted], events: [event] }, 'difficulty.events[0] is the last event that its learner has counted'],
    [{ learners: [{ ...counted, answers: 0 }] }, 'difficulty.learners[0].last_at must be null while answers is 0'],
    [{ learners: [{ ...learner, theta: 1500 }] }, 'difficulty.learners[0].theta must be between -6 and 6: in logits'],
    [{ items: [{ ...item, difficulty: -6.1 }] }, 'difficulty.items[0].difficulty must be between -6 and 6: in logits'],
    [
      { items: [{ ...item, answers: 1, recent: [1, 0, 1, 1] }] },
      'difficulty.items[0].recent must not hold more results than answers',
    ],
    [
      { items: [{ ...item, answers: 3, info: 0.8 }] },
      'difficulty.items[0].info must be at most 0.25 for each of the answers',
    ],
    [{ items: [{ ...item, recent: [2] }] }, 'items/0/recent must be a list of 0 and 1'],
    [{ items: [{ ...item, answers: -1 }] }, 'items/0/answers must be an integer of at least 0'],
    [{ items: [{ ...item, info: -1 }] }, 'items/0/info must be at least 0'],
    [{ items: [{ ...item, difficulty: '0' }] }, 'items/0/difficulty must be a finite number'],
    [{ learners: [{ ...learner, theta: null }] }, 'learners/0/theta must be a finite number'],
    [
      { learners: [{ ...learner, last_at: 'now' }] },
      'learners/0/last_at must be a UTC time such as 2026-01-21T12:00:00.000Z or null',
    ],
    [{ events: [{ ...event, learner_id: 7 }] }, 'difficulty.events[0].learner_id must be a non-empty text'],
    [{ events: [{ ...event, guess: 0.6 }] }, 'difficulty.events[0].guess must be between 0 and 0.5'],
    [{ events: [{ ...event, option_count: 1 }] }, 'difficulty.events[0].option_count must be an integer of at least 2'],
    [
      { events: [{ ...event, guess: 0.2, option_count: 4 }] },
      'difficulty.events[0] must not have both guess and option_count',
    ],
    [{ events: [{ ...event, first_attempt: null }] }, 'difficulty.events[0].first_attempt must be true or false'],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('nothing for its length', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      ...event,
      event_id: `e${index}`,
      learner_id: `l${index % 1000}`,
      item_id: `q${index % 77}`,
      at: secondsIn(index),
      correct: index % 3 > 0,
    }));

    expect(compute({ events }).learners).toHaveLength(1000);
  });
});
