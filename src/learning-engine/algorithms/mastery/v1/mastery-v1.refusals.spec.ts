import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { type MasteryV1Output } from './mastery-v1.contract.js';

const compute = (input: object) => run<MasteryV1Output>(MasteryV1Algorithm, {}, { states: [], events: [], ...input });
const event = { event_id: 'e', skill_id: 's', correct: true, at: secondsIn(0) };

describe(`what ${MasteryV1Algorithm.name} refuses`, () => {
  it('nothing for its length', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      ...event,
      event_id: `e${index}`,
      skill_id: `s${index % 50}`,
    }));

    expect(compute({ events }).states).toHaveLength(50);
  });

  it('nothing of an empty input', () => {
    expect(compute({})).toEqual({ states: [] });
    expect(compute({ trace: true })).toEqual({ states: [], trace: [] });
  });

  it.each<[object, string]>([
    [{ events: [event, { ...event, correct: false }] }, 'mastery.events[1] repeats an id with different content'],
    [
      { states: [1, 2].map((attempts) => ({ skill_id: 's', p_known: 0.5, attempts, last_at: null })) },
      'mastery.states[1] repeats an id',
    ],
    [
      { states: [{ skill_id: 's', p_known: 0.5, attempts: 1, last_at: secondsIn(1) }], events: [event] },
      'mastery.events[0].at must not be before the last_at of its state',
    ],
    [{ events: [{ ...event, at: '2026-02-30T00:00:00Z' }] }, 'events/0/at must be a UTC time'],
    [{ events: [{ ...event, guess: 0.2, option_count: 4 }] }, 'events/0 must not have both guess and option_count'],
    [{ events: [{ ...event, skill_id: '' }] }, 'events/0/skill_id must be a non-empty text'],
    [{ events: [{ ...event, score: 1 }] }, 'events/0/score is not a known field'],
    [{ events: null }, 'events must be a list'],
    [
      { states: [{ skill_id: 's', p_known: 1.1, attempts: 1, last_at: null }] },
      'states/0/p_known must be between 0 and 1',
    ],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });
});
