import { type DueStatesResponse, type LearnerResponse, type SelectionResponse, type Users } from 'learning-engine/http';
import { randomUUID } from 'node:crypto';
import { UsersService } from '../../src/users/users.service.js';
import { answer } from '../support/engine/answers.js';
import { newUser, problem, someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

const DAY = 24 * 3600 * 1000;
const MINUTE = 60_000;
const EVENTS = [
  { event_id: 'e1', item_id: 'i1', skills: [{ skill_id: 'fractions' }], correct: true, at: '2026-01-21T12:00:00Z' },
  { event_id: 'e2', item_id: 'i1', skills: [{ skill_id: 'percent' }], correct: false, at: '2026-01-21T12:00:00Z' },
];

describe('the page of a learner', () => {
  const service = useService();
  const { api, query, activate, recorded } = useLearners(service);
  const pageOf = async (learner: string) =>
    (await api.get(`learners/${learner}`, platform).expect(200)).body as LearnerResponse;

  it('says why something is missing, and what to do', async () => {
    const { userId } = newUser();
    await recorded(userId, [answer('e1')]);
    expect(await pageOf(userId)).toMatchObject({
      ...{ learner_id: userId, revision: 1, time_zone: null, day_offset_minutes: 0, fresh: true },
      ...{ mastery: null, due: null, next: null, decisions: [], more_decisions: false },
      recent_answers: [{ event_id: 'e1', skill_ids: ['fractions'], correct: true, corrected: false }],
      hints: [
        'mastery v0 keeps no states of learners: activate one that does.',
        'revision v0 keeps no states of learners: activate one that does.',
        expect.stringContaining('ask what comes next') as string,
      ],
    });
    // Of one who was erased, that is told before anything else.
    await api.delete(`learners/${userId}`, {}, someAdmin).expect(200);
    const asked = { count: 1, candidates: [{ item_id: 'i1' }] };
    for (const answered of [
      api.get(`learners/${userId}`, platform),
      api.get(`learners/${userId}/state?algo_key=mastery`, platform),
      api.get(`learners/${userId}/due?before=2027-01-01T00:00:00Z`, platform),
      api.post(`learners/${userId}/next`, asked, platform),
    ]) {
      expect((await answered.expect(410)).body).toEqual(problem('user-erased'));
    }
    await activate('mastery', 'v2');
    await activate('revision');
    await activate('adaptive');
  });

  it('says what the host calls the learner, and does without where that fails', async () => {
    const users = service.app.get<Users>(UsersService);
    const { userId } = newUser();
    await recorded(userId, [answer('e1')]);
    const dueOf = async () => {
      const path = `learners/${userId}/due?before=2030-01-01T00:00:00Z`;
      return ((await api.get(path, platform).expect(200)).body as DueStatesResponse).due[0]!.name;
    };
    expect([(await pageOf(userId)).name, await dueOf()]).toEqual([null, null]);
    try {
      for (const [say, name] of [
        [() => Promise.resolve(new Map([[userId, 'Ann Lee']])), 'Ann Lee'],
        [() => Promise.resolve(new Map([[userId, 'x'.repeat(300)]])), 'x'.repeat(200)],
        [() => Promise.resolve(new Map<string, string>()), null],
        [() => Promise.reject(new Error('the directory is away')), null],
        [() => new Promise<never>(() => {}), null],
      ] as const) {
        users.namesOf = say;
        expect([(await pageOf(userId)).name, await dueOf()]).toEqual([name, name]);
      }
    } finally {
      delete users.namesOf;
    }
  });

  it('is empty for one of whom nothing is known', async () => {
    expect(await pageOf(randomUUID())).toMatchObject({
      ...{ revision: null, fresh: true, mastery: { skills: [], more: false }, due: { now: 0 }, recent_answers: [] },
    });
  });

  it('says how well each skill is known, and how sure that is where the version says it', async () => {
    const { userId } = newUser();
    await recorded(userId, [answer('e1'), answer('e2', { skill_ids: ['percent'], correct: false })]);
    const { mastery } = await pageOf(userId);
    const computed = await api.post('mastery', { input: { states: [], events: EVENTS } }, platform).expect(201);
    const { states } = (computed.body as { output: { states: Record<string, unknown>[] } }).output;
    expect(mastery).toMatchObject({ algo_key: 'mastery', version: 'v2', more: false });
    const shown = ({ p_correct, p_low, p_high, mastered }: Record<string, unknown>) => ({
      ...{ value: p_correct, low: p_low, high: p_high, mastered, answers: 1, last_at: '2026-01-21T12:00:00.000Z' },
    });
    const [fractions, percent] = mastery!.skills;
    expect(percent).toEqual({ skill_id: 'percent', ...shown(states[1]!) });
    // What was right long ago is known less today.
    expect(fractions).toEqual({ ...fractions, skill_id: 'fractions', mastered: false, answers: 1 });
    expect(fractions!.value).toBeLessThan(states[0]!.p_correct as number);
    expect(fractions!.low).toBeLessThan(fractions!.value!);
    expect(fractions!.high).toBeGreaterThan(fractions!.value!);
  });

  it.each<[string, string | null, number]>([
    ['minutes from UTC', null, 765],
    ['minutes to the west', null, -600],
    ['a time zone', 'Pacific/Auckland', 0],
  ])('counts what is due by the days of the learner: %s', async (_name, timeZone, offset) => {
    const { userId } = newUser();
    const answers = [0, 1, 2, 3, 5, 8, 13].map((days, n) =>
      answer(`e${n}`, {
        ...{ item_id: `card${n}`, rating: ((n % 4) + 1) as 1, day_offset_minutes: offset },
        at: new Date(Date.now() - days * DAY - n * 977 * MINUTE).toISOString(),
      }),
    );
    await recorded(userId, answers);
    await query('UPDATE learners SET time_zone = $2 WHERE id = $1', [userId, timeZone]);
    const { as_of, due, day_offset_minutes, time_zone } = await pageOf(userId);
    const now = Date.parse(as_of);
    const dayOf = (instant: number) =>
      timeZone
        ? new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
        : new Date(instant + offset * MINUTE).toISOString().slice(0, 10);
    const ahead = new Date(now + 40 * DAY).toISOString();
    const all = (await api.get(`learners/${userId}/due?before=${ahead}`, platform).expect(200))
      .body as DueStatesResponse;
    const days = all.due.map(({ due_at }) => dayOf(Math.max(now, Date.parse(due_at!))));

    expect([day_offset_minutes, time_zone]).toEqual([offset, timeZone]);
    expect(due!.days).toHaveLength(14);
    const today = Date.parse(dayOf(now));
    expect(due!.days).toEqual(
      Array.from({ length: 14 }, (_, n) => {
        const date = new Date(today + n * DAY).toISOString().slice(0, 10);
        return { date, count: days.filter((day) => day === date).length };
      }),
    );
    expect(due!.now).toBe(all.due.filter(({ due_at }) => Date.parse(due_at!) <= now).length);
    expect(due!.days[0]!.count).toBeGreaterThan(0);
  });

  it('shows answers that count, as they were corrected last, and decisions that hold', async () => {
    const { userId } = newUser();
    const own = `learners/${userId}`;
    await recorded(userId, [
      answer('e1'),
      answer('e2', { item_id: 'i2' }),
      answer('e3'),
      answer('e4', { at: '1970-01-01T00:00:00Z' }),
    ]);
    await api.put(`${own}/answers/e1`, { answer: answer('e1', { correct: false }), reason: 'r' }, platform).expect(200);
    await api.delete(`${own}/answers/e3`, { reason: 'r' }, platform).expect(200);
    const decided = async (item: string) => {
      const body = { kind: 'exempt', scope: { kind: 'item', id: item }, reason: 'Too easy', role: 'teacher' };
      return ((await api.post(`${own}/decisions`, body, platform).expect(201)).body as { id: string }).id;
    };
    const [kept, lifted] = [await decided('i2'), await decided('i1')];
    await api.delete(`${own}/answers/${lifted}`, { reason: 'r' }, platform).expect(200);

    const { recent_answers, decisions, due } = await pageOf(userId);
    expect(recent_answers.map(({ event_id, correct, corrected }) => [event_id, correct, corrected])).toEqual([
      ['e1', false, true],
      ['e2', true, false],
    ]);
    expect(decisions).toEqual([
      {
        ...{ id: kept, kind: 'exempt', scope: { kind: 'item', id: 'i2' }, expires_at: null, reason: 'Too easy' },
        ...{ role: 'teacher', actor_user_id: platform.userId, at: expect.any(String) as string },
      },
    ]);
    expect(due!.now).toBe(1); // i1, and not i2
  });

  it('shows what comes next once it was chosen, until the learner changes', async () => {
    const { userId } = newUser();
    await recorded(userId, [answer('e1')]);
    const asked = { count: 1, candidates: [{ item_id: 'i1' }, { item_id: 'i2' }] };
    const chosen = (await api.post(`learners/${userId}/next`, asked, platform).expect(200)).body as SelectionResponse;
    const page = await pageOf(userId);
    expect([page.next, page.hints]).toEqual([chosen, []]);
    await recorded(userId, [answer('e2')]);
    expect((await pageOf(userId)).next).toBeNull();
  });

  it('has a bounded size', async () => {
    const { userId } = newUser();
    const skills = Array.from({ length: 205 }, (_, n) => `skill ${String(n).padStart(3, '0')}`);
    await recorded(
      userId,
      Array.from({ length: 21 }, (_, n) => answer(`e${n}`, { skill_ids: skills.slice(10 * n, 10 * n + 10) })).map(
        (one) => ({ ...one, skill_ids: one.skill_ids!.length > 0 ? one.skill_ids : ['last'] }),
      ),
    );
    const page = await pageOf(userId);
    expect([page.mastery!.skills.length, page.mastery!.more, page.recent_answers.length]).toEqual([200, true, 20]);
  });

  it('is up to date after an activation', async () => {
    const { userId } = newUser();
    await recorded(userId, [answer('e1')]);
    await activate('mastery', 'v1');
    const page = await pageOf(userId);
    expect(page).toMatchObject({ fresh: true, mastery: { version: 'v1', skills: [{ low: null, high: null }] } });
  });
});
