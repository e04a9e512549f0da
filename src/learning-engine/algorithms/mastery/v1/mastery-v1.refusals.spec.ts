import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { type MasteryV1Output } from './mastery-v1.contract.js';

const compute = (input: object) => run<MasteryV1Output>(MasteryV1Algorithm, {}, { states: [], events: [], ...input });
const event = { event_id: 'e', skill_id: 's', correct: true, at: secondsIn(0) };
const state = { skill_id: 's', p_known: 0.5, attempts: 1, last_at: secondsIn(0), last_event_id: 'e' };

describe(`what ${MasteryV1Algorithm.name} rejects`, () => {
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
    [{ events: [{ ...event, at: '2026-02-30T00:00:00Z' }] }, 'mastery.events[0].at must be a UTC time'],
    [
      { events: [{ ...event, guess: 0.2, option_count: 4 }] },
      'mastery.events[0] must not have both guess and option_count',
    ],
    [{ events: [{ ...event, skill_id: '' }] }, 'mastery.events[0].skill_id must be a non-empty text'],
    ...[null, 5, 'e', [], true].map((row): [object, string] => [
      { events: [row] },
      'mastery.events[0] must be an object',
    ]),
    [{ events: [{ ...event, score: 1 }] }, 'mastery.events[0].score is not a known field'],
    [{ now: secondsIn(-1), events: [event] }, 'mastery.events[0].at must not be after now'],
    [{ events: [{ ...event, sequence: -1 }] }, 'mastery.events[0].sequence must be an integer of at least 0'],
    [{ on_invalid: 'drop' }, 'on_invalid must be one of refuse, skip'],
    [{ states: [{ ...state, attempts: 0 }] }, 'mastery.states[0].last_at must be null while attempts is 0'],
    [{ states: [{ ...state, last_at: null }] }, 'mastery.states[0].last_event_id must be null while last_at is null'],
    [
      { states: [{ ...state, last_event_id: null, last_sequence: 3 }] },
      'mastery.states[0].last_sequence must be null while last_event_id is null',
    ],
    [{ states: [state], now: secondsIn(-1) }, 'mastery.states[0].last_at must not be after now'],
    [{ states: [state], events: [event] }, 'mastery.events[0] is the last event that its state has counted'],
    [
      { states: [state], events: [{ ...event, event_id: 'd' }] },
      'mastery.events[0] must come after the last event of its state: by at, then sequence, then id',
    ],
    [
      { states: [{ ...state, last_event_id: null }], events: [event] },
      'mastery.events[0].at must be after the last_at of its state, which does not say what its last event was',
    ],
    [{ events: null }, 'events must be a list'],
    [
      { states: [{ skill_id: 's', p_known: 1.1, attempts: 1, last_at: null }] },
      'states/0/p_known must be between 0 and 1',
    ],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });
});
