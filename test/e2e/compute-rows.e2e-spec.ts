import { RegistryService } from 'learning-engine';
import { type ComputationResponse, type ProblemResponse } from 'learning-engine/http';
import { newUser, problem, useApi } from '../support/http/api-client.js';
import { useService } from '../support/http/use-service.js';

const answer = (event_id: string, more: object = {}) => ({
  ...{ event_id, skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' },
  ...more,
});

describe('rows of an input over HTTP', () => {
  const service = useService();
  const api = useApi(service);
  const user = newUser();
  const compute = async (input: object) => {
    const body = (await api.post('mastery', { input: { states: [], ...input } }, user).expect(201)).body as unknown;
    return (body as ComputationResponse).output as { states: object[]; left_out?: object[] };
  };
  const rejected = async (input: object) =>
    (await api.post('mastery', { input: { states: [], ...input } }, user).expect(400)).body as ProblemResponse;

  beforeAll(() => service.app.get(RegistryService).activateAlgoVersion('mastery', 'v1'));

  const BAD = [
    answer('1', { correct: 'yes' }),
    answer('2'),
    answer('3', { at: '2099-01-01T00:00:00Z' }),
    answer('4', { at: '2026-02-30T00:00:00Z' }),
    answer('4', { at: '2026-11-01T09:00:00Z', guess: 0.1, option_count: 4 }),
  ];

  it('that are wrong are named all at once', async () => {
    const body = await rejected({ now: '2026-11-02T00:00:00Z', events: BAD });

    expect(body).toEqual(problem('invalid-input'));
    expect(body.detail).toBe('mastery.events[0].correct must be true or false (and 3 more)');
    expect(body.errors).toEqual([
      { pointer: '/input/events/0/correct', detail: 'mastery.events[0].correct must be true or false' },
      { pointer: '/input/events/2/at', detail: 'mastery.events[2].at must not be after now' },
      {
        pointer: '/input/events/3/at',
        detail: 'mastery.events[3].at must be a UTC time such as 2026-01-21T12:00:00.000Z',
      },
      { pointer: '/input/events/4', detail: 'mastery.events[4] must not have both guess and option_count' },
    ]);
  });

  it('that are wrong are named up to a hundred, and counted beyond', async () => {
    const events = Array.from({ length: 250 }, (_, index) => answer(`${index}`, { correct: null }));
    const { detail, errors } = await rejected({ events });

    expect(errors).toHaveLength(100);
    expect(detail).toBe('mastery.events[0].correct must be true or false (and 249 more)');
  });

  it('that are wrong are left out if the caller wants that, and listed; the others count', async () => {
    const given = { now: '2026-11-02T00:00:00Z', events: BAD, on_invalid: 'skip' };
    const { states, left_out } = await compute(given);

    expect(states).toEqual((await compute({ events: [answer('2')] })).states);
    expect(left_out).toMatchObject([
      { pointer: '/events/0/correct', reason: 'must be true or false' },
      { pointer: '/events/2/at', reason: 'must not be after now' },
      { pointer: '/events/3/at' },
      { pointer: '/events/4' },
    ]);
  });

  it('are never left out where they are states: other numbers would follow', async () => {
    const states = ['a', 'b'].map((skill_id) => ({
      ...{ skill_id, p_known: 0.5, attempts: 0, last_at: '2026-11-01T08:00:00Z' },
    }));
    const { errors } = await rejected({ states, events: [], on_invalid: 'skip' });

    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/input/states/0/last_at', '/input/states/1/last_at']);
  });

  it('of one answer to a question with two skills count for both', async () => {
    const { states } = await compute({
      events: [answer('log-4711', { skill_id: 'area' }), answer('log-4711', { skill_id: 'perimeter' })],
    });

    expect(states).toMatchObject([
      { skill_id: 'area', attempts: 1, last_event_id: 'log-4711' },
      { skill_id: 'perimeter', attempts: 1, last_event_id: 'log-4711' },
    ]);
  });

  it('of one minute count in the order of their numbers, in one call or in two', async () => {
    const events = [8, 9, 10, 11, 12].map((id) => answer(`${id}`, { correct: id > 9 }));
    const { states } = await compute({ events: events.toReversed() });
    const first = await compute({ events: events.slice(0, 3) });

    expect((await compute({ states: first.states, events: events.slice(3) })).states).toEqual(states);
    expect(states).toMatchObject([{ mastered: true, attempts: 5, last_event_id: '12' }]);
    expect((await rejected({ states, events: [events[4]!] })).errors).toEqual([
      { pointer: '/input/events/0', detail: 'mastery.events[0] is the last event that its state has counted' },
    ]);
  });
});
