import { randomUUID } from 'node:crypto';
import { type ComputationResponse, type RecordedAnswersResponse } from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { atPointer, problem } from '../support/http/api-client.js';
import { outcomesOf, platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

describe('answers over HTTP', () => {
  const service = useService();
  const { api, query, activate, record, recorded, stateOf } = useLearners(service);
  const early = randomUUID();
  let onStubs: RecordedAnswersResponse;
  let stateOnStub: unknown;
  beforeAll(async () => {
    onStubs = await recorded(early, [answer('e1')]);
    stateOnStub = (await api.get(`learners/${early}/state?algo_key=mastery`, platform).expect(409)).body;
    for (const key of ['mastery', 'revision']) await activate(key);
  });

  it('are kept on a new database, with a hint what to activate, and count from then on', async () => {
    expect(onStubs).toMatchObject({ revision: 1, results: [{ event_id: 'e1', outcome: 'recorded' }], states: [] });
    expect(onStubs.hint).toContain('the command "activate mastery v2"');
    expect(stateOnStub).toEqual(
      problem('version-keeps-no-states', {
        detail: expect.stringContaining('POST /v1/learning/algorithms/mastery/versions/v2/activate') as string,
      }),
    );
    expect(await stateOf(early)).toMatchObject({ fresh: true, states: [{ scope_id: 'fractions', answers: 1 }] });
  });

  it('are recorded once, with what follows from them', async () => {
    const learner = randomUUID();
    const first = await recorded(learner.toUpperCase(), [answer('e1'), answer('e2', { score: 0.4 })], {
      source: 'app',
    });
    expect(first).toMatchObject({ revision: 1, results: [{ outcome: 'recorded' }, { outcome: 'recorded' }] });
    expect(first).not.toHaveProperty('hint');
    expect(first.states.map(({ algo_key, scope_kind, scope_id }) => [algo_key, scope_kind, scope_id])).toEqual([
      ['mastery', 'skill', 'fractions'],
      ['revision', 'item', 'i1'],
    ]);
    expect(await recorded(learner, [answer('e1')])).toEqual({
      revision: 1,
      results: [{ event_id: 'e1', outcome: 'duplicate' }],
      states: [],
    });
    const found = await stateOf(learner);
    expect(found).toMatchObject({ learner_id: learner, algo_key: 'mastery', version: 'v1', revision: 1, fresh: true });
    expect(first.states[0]).toEqual({ algo_key: 'mastery', ...found.states[0]! });
    expect(await query('SELECT DISTINCT source, seq FROM learner_answers WHERE learner_id = $1 ORDER BY 2', [learner]))
      .toEqual([1, 2].map((seq) => ({ source: 'app', seq: String(seq) }))); // prettier-ignore
  });

  it('are recorded, 497 of 500, beside one repeated, one contradicted and one invalid', async () => {
    const learner = randomUUID();
    const answers: object[] = Array.from({ length: 500 }, (_, n) => answer(`e${n}`, { item_id: `i${n % 50}` }));
    answers[10] = answers[9]!;
    answers[20] = { ...answers[20]!, at: 'yesterday' };
    answers[30] = { ...answers[29]!, correct: false };
    const { results } = await recorded(learner, answers);

    const others = [...results.entries()].filter(([, { outcome }]) => outcome !== 'recorded');
    expect(others).toEqual([
      [10, { event_id: 'e9', outcome: 'duplicate' }],
      [
        20,
        {
          event_id: 'e20',
          outcome: 'invalid',
          errors: [
            { pointer: '/answers/20/at', detail: 'answer.at must be a UTC time such as 2026-01-21T12:00:00.000Z' },
          ],
        },
      ],
      [30, { event_id: 'e29', outcome: 'conflict' }],
    ]);
    expect(await query('SELECT last_seq FROM learners WHERE id = $1', [learner])).toEqual([{ last_seq: '497' }]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a list', []],
    ['nothing', {}],
    ['an id with a space', answer('a b')],
    ['an id of 201 characters', answer('a'.repeat(201))],
    ['a day that does not exist', answer('x', { at: '2026-02-30T12:00:00Z' })],
    ['a time of another zone', answer('x', { at: '2026-02-20T12:00:00+01:00' })],
    ['a field that is not known', { ...answer('x'), mood: 'good' }],
    ['a text beyond its bound', answer('x', { item_id: 'i'.repeat(201) })],
    ['a text of 100,000 characters', answer('x', { option: 'o'.repeat(100_000) })],
    ['NUL', answer('x', { item_id: 'a\0' })],
    ['a lone surrogate', answer('x', { item_id: '\ud800' })],
    ['no grade', { event_id: 'x', at: '2026-01-21T12:00:00Z' }],
    ['21 skills', answer('x', { skill_ids: Array.from({ length: 21 }, (_, n) => `s${n}`) })],
    ['a score of 2', answer('x', { score: 2 })],
    ['an id that a path cannot name', answer('..')],
    ['another such id', answer('.')],
  ])('are not recorded where one is or has %s, and the others all the same', async (_what, broken) => {
    const learner = randomUUID();
    const { results } = await recorded(learner, [answer('before'), broken, answer('after')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'invalid', 'recorded']);
    expect(results[1]!.errors![0]!.pointer).toMatch(/^\/answers\/1(\/|$)/);
  });

  it.each<[object | string, string]>([
    [{ answers: [] }, '/answers'],
    [{ answers: new Array(501).fill(answer('e')) }, '/answers'],
    [{ answers: { 0: answer('e') } }, '/answers'],
    [{}, '/answers'],
    [{ answers: [answer('e')], sent_at: 'soon' }, '/sent_at'],
    [{ answers: [answer('e')], source: '' }, '/source'],
    [{ answers: [answer('e')], user_id: randomUUID() }, '/user_id'],
    ['[]', ''],
  ])('are not recorded by a request that is wrong as a whole: %#', async (body, pointer) => {
    const learner = randomUUID();
    const rejected = await api.post(`learners/${learner}/answers`, body, platform).expect(400);
    expect(rejected.body).toEqual(problem('invalid-request', atPointer(pointer)));
    expect(await query('SELECT FROM learners WHERE id = $1', [learner])).toEqual([]);
  });

  it('have their times corrected by the clock of the sender, or are quarantined where these are impossible', async () => {
    const learner = randomUUID();
    const now = Date.now();
    const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
    const sent_at = instant(now - 3 * 3_600_000); // a clock that is three hours slow
    const body = await recorded(learner, [answer('slow', { at: sent_at })], { sent_at });
    expect(outcomesOf(body)).toEqual(['recorded']);
    const [row] = await query<{ at: Date; given_at: Date }>(
      'SELECT at, given_at FROM learner_answers WHERE learner_id = $1',
      [learner],
    );
    expect(row!.given_at).toEqual(new Date(sent_at));
    expect(row!.at.getTime()).toBeGreaterThanOrEqual(now - 1000);

    const wrong = [
      answer('future', { at: instant(now + 86_400_000) }),
      answer('epoch', { at: '1970-01-01T00:00:00Z' }),
    ];
    expect(outcomesOf(await recorded(learner, wrong))).toEqual(['quarantined', 'quarantined']);
    expect((await stateOf(learner)).states).toMatchObject([{ answers: 1 }]);
    const released = await api
      .put(`learners/${learner}/answers/future`, { answer: answer('future'), reason: 'clock' }, platform)
      .expect(200);
    expect(outcomesOf(released.body as RecordedAnswersResponse)).toEqual(['corrected']);
    expect((await stateOf(learner)).states).toMatchObject([{ answers: 2 }]);
  });

  it('of one learner are all recorded, 20 at once, as one computation of all would have them', async () => {
    const learner = randomUUID();
    const times = Array.from({ length: 20 }, (_, n) => `2026-01-21T12:${String(n % 10).padStart(2, '0')}:00Z`);
    const answers = times.map((at, n) => answer(`e${n}`, { at, correct: n % 3 > 0 }));
    const all = await Promise.all(answers.map((one) => record(learner, [one])));
    expect(all.map(({ status, body }) => [status, outcomesOf(body as RecordedAnswersResponse)])).toEqual(
      answers.map(() => [200, ['recorded']]),
    );
    const events = answers.map(({ event_id, at, correct }) => ({ event_id, at, correct, skill_id: 'fractions' }));
    const computed = await api.post('mastery', { input: { states: [], events } }, platform).expect(201);
    const { output } = computed.body as ComputationResponse;
    const { states } = await stateOf(learner);
    expect(states).toMatchObject([
      { answers: 20, value: (output as { states: { p_known: number }[] }).states[0]!.p_known },
    ]);
  });

  it('are answered as the first time where a request with a key is repeated', async () => {
    const learner = randomUUID();
    const send = (key: string, event: string) => record(learner, [answer(event)]).set('Idempotency-Key', key);
    const first = await send('once', 'e1').expect(200);
    expect((await send('once', 'e1').expect(200)).text).toBe(first.text);
    expect((await send('once', 'e2').expect(422)).body).toEqual(problem('idempotency-key-reused'));
    await send('twice', 'e2').expect(200);
    expect(await query('SELECT last_seq FROM learners WHERE id = $1', [learner])).toEqual([{ last_seq: '2' }]);
  });
});
