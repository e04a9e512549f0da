import { randomUUID } from 'node:crypto';
import {
  type DueStatesResponse,
  type JobResponse,
  type ProjectionsResponse,
  type RecordedDecisionResponse,
  type SelectionResponse,
} from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { atParameter, atPointer, newUser, problem, someAdmin } from '../support/http/api-client.js';
import { BEFORE, platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

const candidates = ['a', 'b', 'c'].flatMap((skill) =>
  [1, 2].map((n) => ({ item_id: `${skill}${n}`, skill_id: skill, difficulty: n - 1 })),
);

describe('over HTTP', () => {
  const service = useService();
  const { api, activate, query, recorded, stateOf } = useLearners(service);
  const decide = (learner: string, body: object) => api.post(`learners/${learner}/decisions`, body, platform);
  const next = (learner: string, body: object, caller = platform) => api.post(`learners/${learner}/next`, body, caller);
  const chosen = async (learner: string, body: object = { count: 2, candidates }) =>
    (await next(learner, body).expect(200)).body as SelectionResponse;

  it('nothing chooses what comes next until a version is active that does', async () => {
    const refused = await next(randomUUID(), { count: 1, candidates }).expect(409);
    expect(refused.body).toEqual(
      problem('version-selects-nothing', {
        detail: expect.stringContaining('POST /v1/learning/algorithms/adaptive/versions/v1/activate') as string,
      }),
    );
    const unknown = await next(randomUUID(), { algo_key: 'unheard-of', count: 1, candidates }).expect(404);
    expect(unknown.body).toEqual(problem('algorithm-not-found'));
    for (const key of ['adaptive', 'mastery', 'revision']) await activate(key);
  });

  describe('what comes next', () => {
    it('is chosen, the same until the learner changes, and answers name it', async () => {
      const { userId } = newUser();
      const first = await chosen(userId);
      expect(first).toMatchObject({
        algo_key: 'adaptive',
        version: 'v1',
        revision: 0,
        items: [{ rank: 1 }, { rank: 2 }],
      });
      expect(await chosen(userId)).toEqual(first);
      const shuffled = { count: 2, candidates: [...candidates].reverse() };
      expect(await chosen(userId, shuffled)).toEqual(first);
      const [run] = await query('SELECT status, user_id FROM algo_runs WHERE id = $1', [first.run_id]);
      expect(run).toEqual({ status: 'SUCCESS', user_id: userId });

      await recorded(userId, [answer('e1', { item_id: first.items[0]!.item_id, selection_id: first.id })]);
      const second = await chosen(userId);
      expect([second.revision, second.id === first.id]).toEqual([1, false]);
    });

    it('is chosen by learners for themselves', async () => {
      const user = newUser();
      await next(user.userId, { count: 1, candidates }, user).expect(200);
      const another = await next(user.userId, { count: 1, candidates }, newUser()).expect(404);
      expect(another.body).toEqual(problem('learner-not-found'));
    });

    it.each<[object, string]>([
      [{ candidates }, '/count'],
      [{ count: 0, candidates }, '/count'],
      [{ count: '2', candidates }, '/count'],
      [{ count: 201, candidates }, '/count'],
      [{ count: 1 }, '/candidates'],
      [{ count: 1, candidates: [] }, '/candidates'],
      [{ count: 1, candidates: [{ item_id: 'a' }, { item_id: 'a' }] }, '/candidates'],
      [{ count: 1, candidates: [{ item_id: 'a' }, { item_id: 7 }] }, '/candidates/1/item_id'],
      [{ count: 1, candidates: [{ item_id: 'a', difficulty: 11 }] }, '/candidates/0/difficulty'],
      [{ count: 1, candidates, seed: 1 }, '/seed'],
    ])('is not chosen for %j', async (body, pointer) => {
      const refused = await next(randomUUID(), body).expect(400);
      expect(refused.body).toEqual(problem('invalid-request', atPointer(pointer)));
    });
  });

  describe('decisions', () => {
    it('keep a skill from what is due and comes next, until they are lifted', async () => {
      const { userId } = newUser();
      await recorded(userId, [answer('e1', { item_id: 'a1', skill_ids: ['a'] })]);
      const due = async () =>
        ((await api.get(`learners/${userId}/due?${BEFORE}`, platform).expect(200)).body as DueStatesResponse).due
          .length;
      const skills = async () =>
        new Set((await chosen(userId, { count: 6, candidates })).items.map(({ item_id }) => item_id[0]));
      expect([await due(), await skills()]).toEqual([1, new Set(['a', 'b', 'c'])]);

      const teacher = randomUUID();
      const made = await decide(userId, {
        ...{ kind: 'suspend', scope: { kind: 'skill', id: 'a' }, expires_at: '2100-01-01T00:00:00Z' },
        ...{ reason: 'Not in this term', role: 'teacher', actor_user_id: teacher },
      }).expect(201);
      const { id, revision, states } = made.body as RecordedDecisionResponse;
      expect([revision, states]).toEqual([2, []]);
      expect([await due(), await skills()]).toEqual([0, new Set(['b', 'c'])]);
      expect(
        await query(
          'SELECT decision, scope_kind, scope_id, actor_id, actor_role, reason FROM learner_answers WHERE learner_id = $1 AND event_id = $2',
          [userId, id],
        ),
      ).toEqual([
        {
          ...{ decision: 'suspend', scope_kind: 'skill', scope_id: 'a', actor_id: teacher },
          ...{ actor_role: 'teacher', reason: 'Not in this term' },
        },
      ]);

      await api.delete(`learners/${userId}/answers/${id}`, { reason: 'It is, after all' }, platform).expect(200);
      expect([await due(), await skills()]).toEqual([1, new Set(['a', 'b', 'c'])]);
    });

    it('let states begin anew, once for each key and for a learner who is as they were seen', async () => {
      const { userId } = newUser();
      await recorded(userId, [answer('e1'), answer('e2')]);
      const body = { kind: 'reset', scope: { kind: 'learner' }, reason: 'A new start' };
      const stale = await decide(userId, body).set('If-Match', '"7"').expect(412);
      expect(stale.body).toEqual(problem('learner-changed'));
      const key = randomUUID();
      const made = () => decide(userId, body).set('If-Match', '"1"').set('Idempotency-Key', key).expect(201);
      expect((await made()).body).toEqual((await made()).body);
      expect(await stateOf(userId)).toMatchObject({ revision: 2, states: [] });
    });

    it.each<[object, string]>([
      [{ kind: 'set' }, '/kind'],
      [{ scope: 'fractions' }, '/scope'],
      [{ scope: { kind: 'skill', id: 'a', of: 'b' } }, '/scope'],
      [{ scope: { kind: 'learner' } }, '/scope/kind'],
      [{ scope: { kind: 'skill' } }, '/scope/id'],
      [{ at: '2026-01-01T00:00:00Z' }, '/at'],
      [{ kind: 'reset', at: '2100-01-01T00:00:00Z' }, '/at'],
      [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
      [{ kind: 'exempt', expires_at: '2100-01-01T00:00:00Z' }, '/expires_at'],
      [{ reason: ' ' }, '/reason'],
      [{ role: 'r'.repeat(17) }, '/role'],
      [{ actor_user_id: 'me' }, '/actor_user_id'],
      [{ until: 'June' }, '/until'],
    ])('are not recorded with %j', async (change, pointer) => {
      const { userId } = newUser();
      const body = { kind: 'suspend', scope: { kind: 'skill', id: 'a' }, reason: 'r', ...change };
      const refused = await decide(userId, body).expect(400);
      expect(refused.body).toEqual(problem('invalid-request', atPointer(pointer)));
      expect(await query('SELECT FROM learner_answers WHERE learner_id = $1', [userId])).toEqual([]);
    });
  });

  describe('projections', () => {
    const list = async (filter = '') =>
      (await api.get(`projections${filter}`, someAdmin).expect(200)).body as ProjectionsResponse;
    const retire = (id: string) => api.post(`projections/${id}/retire`, {}, someAdmin);

    it('are listed with how far they are, in pages', async () => {
      const { projections } = await list();
      expect(projections.map(({ algo_key }) => algo_key).sort()).toEqual(['mastery', 'revision']);
      const [row] = await query<{ learners: number }>(
        'SELECT count(*)::int AS learners FROM learners WHERE last_seq > 0',
      );
      expect(projections[0]).toMatchObject({ version: 'v1', active: true, behind: 0, failed: 0, ...row });

      const first = await list('?limit=1');
      const second = await list(`?limit=1&cursor=${first.next_cursor}`);
      expect([...first.projections, ...second.projections].map(({ id }) => id)).toEqual(
        projections.map(({ id }) => id),
      );
      expect(second.next_cursor).toBeNull();
      expect((await list('?algo_key=revision&status=BUILDING')).projections).toHaveLength(1);
      expect((await list('?status=RETIRED')).projections).toEqual([]);
      for (const [filter, parameter] of [
        ['status=READ', 'status'],
        ['cursor=x', 'cursor'],
        ['limit=0', 'limit'],
      ] as const) {
        const refused = await api.get(`projections?${filter}`, someAdmin).expect(400);
        expect(refused.body).toEqual(problem('invalid-request', atParameter(parameter)));
      }
    });

    it('are built by a job', async () => {
      const asked = { algo_key: 'mastery', version: 'v2', reason: 'To be activated on Monday' };
      const queued = await api.post('projections', asked, someAdmin).expect(202);
      expect(queued.body).toMatchObject({
        ...{ kind: 'learners.build-projection', status: 'QUEUED', reason: asked.reason },
        args: { algo_key: 'mastery', version: 'v2' },
      });
      await api.get(`jobs/${(queued.body as JobResponse).id}`, someAdmin).expect(200);
      for (const [body, status, name] of [
        [{ algo_key: 'mastery', version: 'v0' }, 409, 'version-keeps-no-states'],
        [{ algo_key: 'mastery', version: 'v9' }, 404, 'version-not-found'],
        [{ algo_key: 'unheard-of' }, 404, 'algorithm-not-found'],
        [{ algo_key: 'mastery', params_id: randomUUID() }, 404, 'params-not-found'],
      ] as const) {
        expect((await api.post('projections', body, someAdmin).expect(status)).body).toEqual(problem(name));
      }
    });

    it('are retired once they are not in use any more', async () => {
      await activate('mastery', 'v2');
      await stateOf(randomUUID());
      const [inUse, former] = (await list('?algo_key=mastery')).projections.map(({ id }) => id);
      expect((await retire(inUse!).expect(409)).body).toEqual(problem('projection-in-use'));
      expect((await retire(randomUUID()).expect(404)).body).toEqual(problem('projection-not-found'));
      for (const asked of [() => retire(former!), () => retire(former!)]) {
        expect((await asked().expect(200)).body).toMatchObject({
          ...{ id: former, status: 'RETIRED', active: false, behind: null, failed: null },
        });
      }
      expect((await list('?algo_key=mastery&status=RETIRED')).projections.map(({ id }) => id)).toEqual([former]);
    });
  });
});
