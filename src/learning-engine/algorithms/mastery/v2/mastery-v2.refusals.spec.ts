import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV2Algorithm } from './mastery-v2.algorithm.js';
import { type MasteryV2Output } from './mastery-v2.output.js';

const compute = (input: object) =>
  run<MasteryV2Output>(MasteryV2Algorithm, {}, { states: [], items: [], events: [], ...input });
const event = { event_id: 'e', skills: [{ skill_id: 's' }], correct: true, at: secondsIn(0) };
const learner = { theta: 0, variance: 1, recency: 0, answers: 1, last_at: secondsIn(0), last_event_id: 'e' };
const state = {
  ...{ skill_id: 's', recency: 0.25, evidence: 0.25, attempts: 1, difficulty: 0 },
  ...{ last_at: secondsIn(0), last_right_at: secondsIn(0) },
};

describe(`what ${MasteryV2Algorithm.name} rejects`, () => {
  it('nothing of an empty input', () => {
    const unknown = { theta: 0, variance: 1, recency: 0, answers: 0 };

    expect(compute({ trace: true })).toEqual({
      learner: { ...unknown, last_at: null, last_sequence: null, last_event_id: null },
      ...{ states: [], items: [], trace: [] },
    });
  });

  it('nothing for its length, and no list of skills that is given again', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({ ...event, event_id: `e${index}` }));

    expect(compute({ events: [...events.slice(1), structuredClone(events[1]!)] }).learner.answers).toBe(9999);
  });

  it.each<[object, string]>([
    [
      { events: [event, { ...event, skills: [{ skill_id: 't' }] }] },
      'mastery.events[1] repeats an id with different content',
    ],
    [{ events: [{ ...event, skills: [{ skill_id: 's' }, { skill_id: 's' }] }] }, 'skills must name each skill once'],
    [{ events: [{ ...event, score: 1 }] }, 'mastery.events[0] must have either correct or score'],
    [{ events: [{ ...event, guess: 0.2, option_count: 4 }] }, 'must not have both guess and option_count'],
    [{ events: [{ ...event, item_difficulty: 11 }] }, 'mastery.events[0].item_difficulty must be between -10 and 10'],
    [{ now: secondsIn(-1), events: [event] }, 'mastery.events[0].at must not be after now'],
    [{ learner, events: [event] }, 'mastery.events[0] is the last event that its learner has counted'],
    [{ learner, events: [{ ...event, event_id: 'd' }] }, 'must come after the last event of its learner'],
    [{ states: [state] }, 'mastery.states[0].last_at must not be after the last_at of the learner'],
    [{ learner, states: [state, state] }, 'mastery.states[1] repeats an id'],
    [
      { learner, states: [{ ...state, recency: 0.3 }] },
      'mastery.states[0].recency must be at most evidence away from 0',
    ],
    [{ learner, states: [{ ...state, attempts: 0 }] }, 'mastery.states[0].last_at must be null while attempts is 0'],
    [{ learner, states: [{ ...state, last_at: null }] }, 'last_at must be a time while attempts is above 0'],
    [
      { learner, states: [{ ...state, last_right_at: secondsIn(1) }] },
      'mastery.states[0].last_right_at must not be after last_at',
    ],
    [
      { learner: { ...learner, last_at: null }, states: [] },
      'learner.last_event_id must be null while last_at is null',
    ],
    [
      { events: [{ ...event, skills: Array.from({ length: 21 }, (_, n) => ({ skill_id: `${n}` })) }] },
      'mastery.events[0].skills must be a list of at most 20 rows',
    ],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('answers that would bring more skills or items than the next input takes', () => {
    const skills = Array.from({ length: 500 }, (_, index) => ({
      ...event,
      event_id: `e${index}`,
      skills: Array.from({ length: 11 }, (_ignored, n) => ({ skill_id: `${index} ${n}` })),
    }));

    expect(() => compute({ events: skills })).toThrow('must not bring states to more than 5000 rows');
    expect(() =>
      compute({
        items: Array.from({ length: 10_000 }, (_, index) => ({ item_id: `${index}`, best: 0 })),
        events: [{ ...event, item_id: 'one more' }],
      }),
    ).toThrow('must not bring items to more than 10000 rows');
  });
});
