import { randomUUID } from 'node:crypto';
import { type DueStatesResponse, type ProjectionsResponse } from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { atParameter, problem, someAdmin } from '../support/http/api-client.js';
import { BEFORE, platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

describe('states of learners over HTTP', () => {
  const service = useService();
  const { api, activate, recorded, stateOf } = useLearners(service);
  const early = randomUUID();
  beforeAll(async () => {
    for (const key of ['mastery', 'revision']) await activate(key);
    await recorded(early, [answer('e1')]);
  });

  it('are shown in pages, of all scopes or of some', async () => {
    const learner = randomUUID();
    await recorded(learner, [answer('e1', { skill_ids: ['a', 'b', 'ü & ?'] })]);
    const seen: string[] = [];
    let page = await stateOf(learner, 'algo_key=mastery&limit=1');
    for (;;) {
      seen.push(...page.states.map(({ scope_id }) => scope_id));
      if (page.next_cursor === null) break;
      page = await stateOf(learner, `algo_key=mastery&limit=1&cursor=${page.next_cursor}`);
    }
    expect(seen).toEqual(['a', 'b', 'ü & ?']);
    const one = `algo_key=mastery&scope_kind=skill&scope_id=${encodeURIComponent('ü & ?')}`;
    expect((await stateOf(learner, one)).states).toMatchObject([{ scope_id: 'ü & ?' }]);
    expect((await stateOf(learner, 'algo_key=mastery&scope_kind=item')).states).toEqual([]);

    const first = await stateOf(learner, 'algo_key=mastery&limit=1');
    const other = `learners/${early}/state?algo_key=mastery&limit=1&cursor=${first.next_cursor}`;
    expect((await api.get(other, platform).expect(400)).body).toEqual(
      problem('invalid-request', atParameter('cursor')),
    );
  });

  it('are shown by a version that was active before, as long as its states are kept up to date', async () => {
    const learner = randomUUID();
    await recorded(learner, [answer('e1')]);
    const byFirst = await stateOf(learner);
    const listed = await api.get('projections?algo_key=mastery', someAdmin).expect(200);
    const [first] = (listed.body as ProjectionsResponse).projections;
    await activate('mastery', 'v2');
    await recorded(learner, [answer('e2')]);

    const before = await stateOf(learner, `algo_key=mastery&projection_id=${first!.id.toUpperCase()}`);
    expect(before).toMatchObject({ version: 'v1', params_id: byFirst.params_id, revision: 2, fresh: true });
    expect(before.states).toMatchObject([{ answers: 2 }]);
    expect(await stateOf(learner)).toMatchObject({ version: 'v2', revision: 2 });
    for (const [key, id] of [
      ['revision', first!.id],
      ['mastery', randomUUID()],
    ] as const) {
      const refused = await api
        .get(`learners/${learner}/state?algo_key=${key}&projection_id=${id}`, platform)
        .expect(404);
      expect(refused.body).toEqual(problem('projection-not-found'));
    }
    await activate('mastery');
  });

  it.each([
    ['state', 'algo_key'],
    ['state?algo_key=mastery&scope_kind=school', 'scope_kind'],
    ['state?algo_key=mastery&scope_id=%00', 'scope_id'],
    ['state?algo_key=mastery&scope_id=a&scope_id=b', 'scope_id'],
    ['state?algo_key=mastery&limit=201', 'limit'],
    ['state?algo_key=mastery&cursor=x', 'cursor'],
    ['state?algo_key=mastery&learner=me', 'learner'],
    ['state?algo_key=mastery&projection_id=v1', 'projection_id'],
    ['due', 'before'],
    ['due?before=tomorrow', 'before'],
    [`due?${BEFORE}&group_id=7a`, 'group_id'],
  ])('are not shown for %s', async (path, parameter) => {
    const rejected = await api.get(`learners/${early}/${path}`, platform).expect(400);
    expect(rejected.body).toEqual(problem('invalid-request', atParameter(parameter)));
  });

  it('are none for an id that is none, and for an algorithm that does not exist', async () => {
    for (const [method, path] of [
      ['get', 'learners/me/state?algo_key=mastery'],
      ['get', `learners/me/due?${BEFORE}`],
      ['post', 'learners/me/answers'],
      ['put', 'learners/me/answers/e1'],
      ['delete', 'learners/me/answers/e1'],
      ['delete', 'learners/me'],
    ] as const) {
      const body = { answers: [answer('e1')], answer: answer('e1'), reason: 'r' };
      const fields = { post: ['answers'], put: ['answer', 'reason'], delete: path.endsWith('me') ? [] : ['reason'] };
      const only = (names: string[]) =>
        Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
      const answered = await (method === 'get'
        ? api.get(path, someAdmin)
        : api[method](path, only(fields[method]), someAdmin));
      expect([path, answered.status, answered.body]).toEqual([
        path,
        400,
        problem('invalid-request', atParameter('learner_id')),
      ]);
    }
    const unknown = await api.get(`learners/${early}/state?algo_key=none`, platform).expect(404);
    expect(unknown.body).toEqual(problem('algorithm-not-found'));
    const nothing = await stateOf(randomUUID());
    expect(nothing).toMatchObject({ revision: null, states: [], next_cursor: null });
  });

  it('that are due are shown, of one learner and across all, in pages', async () => {
    const learners = [randomUUID(), randomUUID()];
    for (const learner of learners) {
      await recorded(
        learner,
        [1, 2, 3].map((n) => answer(`e${n}`, { item_id: `card${n}`, rating: 3 })),
      );
    }
    const own = await api.get(`learners/${learners[0]}/due?${BEFORE}`, platform).expect(200);
    const { due, ...rest } = own.body as DueStatesResponse;
    expect(rest).toMatchObject({ algo_key: 'revision', version: 'v1', complete: true, next_cursor: null });
    expect(due.map(({ learner_id, scope_id }) => [learner_id, scope_id])).toEqual(
      [1, 2, 3].map((n) => [learners[0], `card${n}`]),
    );

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `due?${BEFORE}&limit=2${cursor && `&cursor=${cursor}`}`;
      const page = (await api.get(path, platform).expect(200)).body as DueStatesResponse;
      seen.push(...page.due.map(({ learner_id, scope_id }) => `${learner_id} ${scope_id}`));
      cursor = page.next_cursor;
    }
    const mine = seen.filter((one) => learners.some((learner) => one.startsWith(learner)));
    expect(mine.sort()).toEqual(learners.flatMap((id) => [1, 2, 3].map((n) => `${id} card${n}`)).sort());
    expect(new Set(seen).size).toBe(seen.length);
    const none = await api.get('due?before=2026-01-01T00:00:00Z', platform).expect(200);
    expect((none.body as DueStatesResponse).due).toEqual([]);
  });
});
