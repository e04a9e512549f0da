import { randomUUID } from 'node:crypto';
import { type AuthUser, type DueStatesResponse } from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { newUser, problem, someAdmin } from '../support/http/api-client.js';
import { BEFORE, platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

const readerOf = (...groupIds: string[]): AuthUser => ({ userId: randomUUID(), role: 'reader', groupIds });

describe('who may do what with learners', () => {
  const service = useService();
  const { api, activate, recorded } = useLearners(service);
  const in7a = newUser();
  const in7b = newUser();
  const groupOf = (group: string, event = 'e1') => answer(event, { group_ids: [group], item_id: `card of ${group}` });
  beforeAll(async () => {
    await activate('revision');
    await activate('adaptive');
    await recorded(in7a.userId, [groupOf('7a')]);
    await recorded(in7b.userId, [groupOf('7b')]);
  });

  const identities: Record<string, AuthUser | undefined> = {
    anonymous: undefined,
    themselves: in7a,
    'another learner': in7b,
    'a reader of 7a': readerOf('6c', '7a'),
    'a reader of 7b': readerOf('7b'),
    'a reader of none': readerOf(),
    'a learner who claims groups': { ...newUser(), groupIds: ['7a'] },
    'a service': platform,
    'an administrator': someAdmin,
  };
  const NAMES = Object.keys(identities);
  const own = `learners/${in7a.userId}`;

  it.each<[string, string, string, object | undefined, number[]]>([
    ['get', 'state', `${own}/state?algo_key=revision`, undefined, [401, 200, 404, 200, 404, 404, 404, 200, 200]],
    ['get', 'due', `${own}/due?${BEFORE}`, undefined, [401, 200, 404, 200, 404, 404, 404, 200, 200]],
    ['get', 'the page', own, undefined, [401, 200, 404, 200, 404, 404, 404, 200, 200]],
    ['get', 'an export', `${own}/export`, undefined, [401, 200, 404, 404, 404, 404, 404, 200, 200]],
    ['get', 'due of all', `due?${BEFORE}`, undefined, [401, 403, 403, 200, 200, 200, 403, 200, 200]],
    [
      ...(['post', 'answers', `${own}/answers`] as const),
      { answers: [groupOf('7a')] },
      [401, 403, 403, 403, 403, 403, 403, 200, 200],
    ],
    [
      ...(['put', 'a correction', `${own}/answers/e1`] as const),
      { answer: groupOf('7a'), reason: 'r' },
      [401, 403, 403, 403, 403, 403, 403, 200, 200],
    ],
    [
      ...(['delete', 'a withdrawal', `${own}/answers/none`] as const),
      { reason: 'r' },
      [401, 403, 403, 403, 403, 403, 403, 404, 404],
    ],
    [
      ...(['post', 'a decision', `${own}/decisions`] as const),
      { kind: 'exempt', scope: { kind: 'skill', id: 'none' }, reason: 'r' },
      [401, 403, 403, 403, 403, 403, 403, 201, 201],
    ],
    [
      ...(['post', 'what comes next', `${own}/next`] as const),
      { count: 1, candidates: [{ item_id: 'i1' }] },
      [401, 200, 404, 404, 404, 404, 404, 200, 200],
    ],
    ['get', 'projections', 'projections', undefined, [401, 403, 403, 403, 403, 403, 403, 403, 200]],
    ['delete', 'the erasure of another', `learners/${randomUUID()}`, {}, [401, 403, 403, 403, 403, 403, 403, 403, 200]],
  ])('%s %s', async (method, _what, path, body, expected) => {
    const statuses: [string, number][] = [];
    for (const [name, caller] of Object.entries(identities)) {
      const verb = method as 'get' | 'post' | 'put' | 'delete';
      const asked = caller
        ? verb === 'get'
          ? api.get(path, caller)
          : api[verb](path, body, caller)
        : service.request()[verb](`/v1/learning/${path}`).send(body);
      statuses.push([name, (await asked).status]);
    }
    expect(statuses).toEqual(NAMES.map((name, n) => [name, expected[n]]));
  });

  it('tells of learners who are hidden just what it tells of those who do not exist', async () => {
    for (const caller of [newUser(), readerOf('7b'), readerOf()]) {
      for (const rest of [
        'state?algo_key=revision',
        'state?algo_key=mastery',
        'state?algo_key=none',
        `due?${BEFORE}`,
      ]) {
        const told = await Promise.all(
          [in7a.userId, randomUUID()].map(async (learner) => {
            const answered = await api.get(`learners/${learner}/${rest}`, caller);
            return { ...(answered.body as object), instance: undefined, request_id: undefined };
          }),
        );
        expect(told[0]).toEqual(problem('learner-not-found'));
        expect(told[1]).toEqual(told[0]);
      }
    }
  });

  it('shows readers what is due for the learners of their groups, and of no others', async () => {
    const dueOf = async (caller: AuthUser, more = '') => {
      const { due, complete } = (await api.get(`due?${BEFORE}${more}`, caller).expect(200)).body as DueStatesResponse;
      return { learners: due.map(({ learner_id }) => learner_id), complete };
    };
    const sorted = [in7a.userId, in7b.userId].sort();
    expect(await dueOf(readerOf('7a'))).toEqual({ learners: [in7a.userId], complete: true });
    expect((await dueOf(readerOf('7a', '7b'))).learners.sort()).toEqual(sorted);
    expect(await dueOf(readerOf('7a', '7b'), '&group_id=7b')).toEqual({ learners: [in7b.userId], complete: true });
    expect(await dueOf(readerOf('7a'), '&group_id=7b')).toEqual({ learners: [], complete: true });
    expect(await dueOf(readerOf())).toEqual({ learners: [], complete: true });
    expect(await dueOf(platform, '&group_id=7b')).toEqual({ learners: [in7b.userId], complete: true });
    expect((await dueOf(platform)).learners.sort()).toEqual(sorted);

    const page = (await api.get(`due?${BEFORE}&limit=1`, readerOf('7a', '7b'))).body as DueStatesResponse;
    // The cursor of a reader is of no use to another one.
    await api.get(`due?${BEFORE}&limit=1&cursor=${page.next_cursor}`, readerOf('7a')).expect(400);
  });

  it('brings the learners of a group up to date before it says what is due for them', async () => {
    await activate('revision', 'v0');
    const late = newUser();
    await recorded(late.userId, [groupOf('8d'), groupOf('8d', 'e2')]);
    await activate('revision');
    const { due, complete } = (await api.get(`due?${BEFORE}`, readerOf('8d')).expect(200)).body as DueStatesResponse;
    expect([due.map(({ answers }) => answers), complete]).toEqual([[2], true]);
  });

  describe('goes by the answers that count', () => {
    const reads = async (learner: string, group: string) =>
      (await api.get(`learners/${learner}/state?algo_key=revision`, readerOf(group))).status === 200;
    const revise = (method: 'put' | 'delete', learner: string, body: object) =>
      api[method](`learners/${learner}/answers/e1`, { reason: 'r', ...body }, platform).expect(200);

    it('as they were corrected last, and not those that were withdrawn', async () => {
      const { userId } = newUser();
      await recorded(userId, [groupOf('9a')]);
      expect([await reads(userId, '9a'), await reads(userId, '9b')]).toEqual([true, false]);
      await revise('put', userId, { answer: groupOf('9b') });
      expect([await reads(userId, '9a'), await reads(userId, '9b')]).toEqual([false, true]);
      await revise('delete', userId, {});
      expect([await reads(userId, '9a'), await reads(userId, '9b')]).toEqual([false, false]);
      await revise('put', userId, { answer: groupOf('9a') });
      expect(await reads(userId, '9a')).toBe(true);
    });

    it('not those in quarantine, nor of learners who were erased', async () => {
      const { userId } = newUser();
      await recorded(userId, [{ ...groupOf('9c'), at: '1970-01-01T00:00:00Z' }]);
      expect(await reads(userId, '9c')).toBe(false);
      await recorded(userId, [groupOf('9c', 'e2')]);
      expect(await reads(userId, '9c')).toBe(true);
      await api.delete(`learners/${userId}`, {}, someAdmin).expect(200);
      const erased = await api.get(`learners/${userId}/state?algo_key=revision`, readerOf('9c')).expect(404);
      expect(erased.body).toEqual(problem('learner-not-found'));
    });
  });
});
