import { randomUUID } from 'node:crypto';
import { type AuthUser, type SessionResponse } from 'learning-engine/http';
import { answer } from '../support/engine/answers.js';
import { atParameter, atPointer, newUser, problem, someAdmin } from '../support/http/api-client.js';
import { BEFORE, platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

describe('answers that change, and learners who are erased, over HTTP', () => {
  const service = useService();
  const { api, query, activate, record, recorded, stateOf } = useLearners(service);
  beforeAll(async () => {
    for (const key of ['mastery', 'revision']) await activate(key);
  });

  describe('are corrected and withdrawn', () => {
    const change = (learner: string, event: string, body: object, ifMatch?: string, caller = platform) => {
      const asked = api.put(`learners/${learner}/answers/${event}`, { reason: 'The key was wrong', ...body }, caller);
      return ifMatch === undefined ? asked : asked.set('If-Match', ifMatch);
    };
    const withdraw = (learner: string, event: string, ifMatch?: string) => {
      const asked = api.delete(`learners/${learner}/answers/${event}`, { reason: 'Not theirs' }, platform);
      return ifMatch === undefined ? asked : asked.set('If-Match', ifMatch);
    };

    it('once, if the learner is still as they were seen', async () => {
      const learner = randomUUID();
      await recorded(learner, [answer('e1'), answer('e2', { at: '2026-01-21T13:00:00Z' })]);
      const unnamed = { ...answer('e1', { correct: false }), event_id: undefined };

      const stale = await change(learner, 'e1', { answer: unnamed }, '"7"').expect(412);
      expect(stale.body).toEqual(problem('learner-changed'));
      const corrected = await change(learner, 'e1', { answer: unnamed }, '"1"').expect(200);
      expect(corrected.body).toMatchObject({ revision: 2, results: [{ event_id: 'e1', outcome: 'corrected' }] });
      const again = await change(learner, 'e1', { answer: answer('e1', { correct: false }) }).expect(200);
      expect(again.body).toEqual({
        revision: 2,
        results: [{ event_id: 'e1', outcome: 'duplicate' }],
        states: [],
      });

      await withdraw(learner, 'e1', '"1"').expect(412);
      expect((await withdraw(learner, 'e1', '*').expect(200)).body).toMatchObject({ results: [{ outcome: 'voided' }] });
      expect((await stateOf(learner)).states).toMatchObject([{ answers: 1 }]);
      expect(
        await query(
          'SELECT kind, version, actor_id, reason FROM learner_answers WHERE learner_id = $1 AND version > 1',
          [learner],
        ),
      ).toEqual([
        { kind: 'answer', version: 2, actor_id: platform.userId, reason: 'The key was wrong' },
        { kind: 'void', version: 3, actor_id: platform.userId, reason: 'Not theirs' },
      ]);
    });

    it('not where something is wrong with the request', async () => {
      const learner = randomUUID();
      await recorded(learner, [answer('e1')]);
      const given = { answer: answer('e1', { correct: false }) };
      const rejected = async (asked: Promise<{ status: number; body: unknown }>) => {
        const { status, body } = await asked;
        return [status, body];
      };

      expect(await rejected(change(learner, 'e2', { answer: answer('e2') }))).toEqual([
        404,
        problem('answer-not-found'),
      ]);
      expect(await rejected(withdraw(learner, 'e2'))).toEqual([404, problem('answer-not-found')]);
      expect(await rejected(withdraw(randomUUID(), 'e1'))).toEqual([404, problem('answer-not-found')]);
      for (const [body, pointer] of [
        [{ answer: answer('other') }, '/answer/event_id'],
        [{ answer: 'right' }, '/answer'],
        [{ ...given, reason: ' ' }, '/reason'],
        [{ ...given, reason: undefined }, '/reason'],
        [{ ...given, at: 'now' }, '/at'],
      ] as const) {
        expect(await rejected(change(learner, 'e1', body))).toEqual([
          400,
          problem('invalid-request', atPointer(pointer)),
        ]);
      }
      expect(await rejected(change(learner, 'e1', { answer: { at: 'now', correct: true } }))).toEqual([
        400,
        problem('invalid-answer', atPointer('/answer/at')),
      ]);
      for (const tag of ['1', 'W/"1"', '"1", "2"', '"x"', '"99999999999999999"', '']) {
        expect([tag, ...(await rejected(change(learner, 'e1', given, tag)))]).toEqual([
          tag,
          400,
          problem('invalid-request', atParameter('If-Match')),
        ]);
      }
      expect(await rejected(change(learner, 'a%20b', given))).toEqual([
        400,
        problem('invalid-request', atParameter('event_id')),
      ]);
      expect((await stateOf(learner)).revision).toBe(1);
    });
  });

  describe('are erased', () => {
    const person = async () => {
      const user = newUser();
      const { session_id } = (await api.post('sessions', {}, user).expect(201)).body as SessionResponse;
      await record(user.userId, [answer('e1')])
        .set('Idempotency-Key', randomUUID())
        .expect(200);
      return { user, session_id };
    };
    const left = async ({ userId }: AuthUser, session_id: string) => {
      const [row] = await query(
        `SELECT (SELECT count(*)::int FROM learner_answers WHERE learner_id = $1) AS answers,
           (SELECT count(*)::int FROM learner_states WHERE learner_id = $1) AS states,
           (SELECT count(*)::int FROM learners WHERE id = $1 AND erased_at IS NOT NULL) AS erased,
           (SELECT count(*)::int FROM users WHERE id = $1) AS users,
           (SELECT count(*)::int FROM erased_users WHERE id = $1) AS erased_users,
           (SELECT count(*)::int FROM test_sessions WHERE id = $2) AS sessions,
           (SELECT count(*)::int FROM algo_runs WHERE user_id = $1) AS runs,
           (SELECT count(*)::int FROM idempotency_keys WHERE learner_id = $1) AS keys`,
        [userId, session_id],
      );
      return row;
    };
    const NOTHING = { answers: 0, states: 0, erased: 1, users: 0, erased_users: 1, sessions: 0, runs: 0, keys: 0 };

    it.each<[string, (user: AuthUser) => Promise<unknown>]>([
      [
        'as learners',
        async ({ userId }) => {
          const erase = () =>
            api.delete(`learners/${userId}`, {}, someAdmin).set('Idempotency-Key', userId).expect(200);
          expect((await erase()).body).toEqual({ learner_id: userId, erased: true });
          await erase();
          await api.delete(`learners/${userId}`, undefined, someAdmin).expect(200);
        },
      ],
      ['as users', ({ userId }) => query('DELETE FROM users WHERE id = $1', [userId])],
    ])('%s, and nothing of them is left or comes back', async (_how, erase) => {
      const { user, session_id } = await person();
      await erase(user);
      expect(await left(user, session_id)).toEqual(NOTHING);

      const own = `learners/${user.userId}`;
      for (const asked of [
        api.get(`${own}/state?algo_key=mastery`, user),
        api.get(`${own}/due?${BEFORE}`, platform),
        record(user.userId, [answer('e2')]),
        api.put(`${own}/answers/e1`, { answer: answer('e1'), reason: 'r' }, platform),
        api.delete(`${own}/answers/e1`, { reason: 'r' }, platform),
        api.post('sessions', {}, user),
        api.post('mastery', { input: { states: [], events: [] } }, user),
      ]) {
        expect((await asked.expect(410)).body).toEqual(problem('user-erased'));
      }
      expect(await left(user, session_id)).toEqual(NOTHING);
    });

    it('while answers come in: each is recorded before, or is told', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { user, session_id } = await person();
        const [erased, ...answers] = await Promise.all([
          api.delete(`learners/${user.userId}`, {}, someAdmin),
          ...[2, 3, 4, 5].map((n) => record(user.userId, [answer(`e${n}`)])),
        ]);
        expect(erased.status).toBe(200);
        expect(answers.filter(({ status }) => ![200, 409, 410].includes(status))).toEqual([]);
        expect(await left(user, session_id)).toEqual(NOTHING);
      }
    });

    it('also where nothing was known of them: the id is not used any more', async () => {
      const { userId } = newUser();
      await api.delete(`learners/${userId}`, {}, someAdmin).expect(200);
      await record(userId, [answer('e1')]).expect(410);
      const more = await api.delete(`learners/${userId}`, { force: true }, someAdmin).expect(400);
      expect(more.body).toEqual(problem('invalid-request', atPointer('/force')));
    });
  });
});
