import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type AuthUser, type BatchResponse, type SessionResponse } from 'learning-engine/http';
import { countStatements } from '../support/database/count-statements.js';
import { until } from '../support/database/embedded-child.js';
import { answer } from '../support/engine/answers.js';
import { newUser, problem, someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { useService } from '../support/http/use-service.js';

const INPUT = { states: [], events: [] };

describe('users who are known from earlier requests', () => {
  const service = useService();
  const { api, query, activate, record } = useLearners(service);
  beforeAll(async () => {
    for (const key of ['mastery', 'adaptive']) await activate(key);
  });

  const compute = (user: AuthUser, more: object = {}, caller = user) =>
    api.post('mastery', { input: INPUT, user_id: user.userId, ...more }, caller);
  const sessionOf = async (user: AuthUser) =>
    ((await api.post('sessions', {}, user).expect(201)).body as SessionResponse).session_id;
  /** One of whom, and of whose session, the service does not have to ask any more. */
  const known = async () => {
    const user = newUser();
    const session_id = await sessionOf(user);
    for (const more of [{}, {}, { session_id }]) await compute(user, more).expect(201);
    return { user, session_id };
  };
  /** As another process does it, of which the service is not told. */
  const elsewhere = async (...statements: string[]) => {
    const client = new Client({ connectionString: service.databaseUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const kept = async ({ userId }: AuthUser) => {
    const [row] = await query<object>(
      `SELECT (SELECT count(*)::int FROM users WHERE id = $1) AS users,
         (SELECT count(*)::int FROM algo_runs WHERE user_id = $1) AS runs,
         (SELECT count(*)::int FROM learner_answers WHERE learner_id = $1) AS answers,
         (SELECT count(*)::int FROM learners WHERE id = $1 AND erased_at IS NULL) AS learners`,
      [userId],
    );
    return row;
  };

  it('are not asked for again: neither to compute, nor to record answers', async () => {
    const { user, session_id } = await known();
    const asksFor = async (request: () => Promise<unknown>) => {
      const { statements } = await countStatements(service.app.get(DataSource), request);
      return statements.filter((statement) => statement.includes('erased_users')).length;
    };

    expect(await asksFor(() => compute(user).expect(201))).toBe(0);
    expect(await asksFor(() => compute(user, { session_id }).expect(201))).toBe(0);
    expect(await asksFor(() => record(user.userId, [answer('e1')]).expect(200))).toBe(0);
    expect(await asksFor(() => compute(newUser(), {}, platform).expect(201))).toBeGreaterThan(0);
  });

  it.each(['SELECT erase_learner($1)', 'DELETE FROM users WHERE id = $1'])(
    'are rejected as soon as another process has erased them: %s',
    async (erase) => {
      const { user, session_id } = await known();
      await elsewhere(erase.replace('$1', `'${user.userId}'`));
      const own = `learners/${user.userId}`;

      for (const asked of [
        () => compute(user),
        () => compute(user),
        () => compute(user, { session_id }),
        () => compute(user, {}, someAdmin),
        () => compute(user).set('Idempotency-Key', randomUUID()),
        () => record(user.userId, [answer('e1')]),
        () => api.post(`${own}/next`, { count: 1, candidates: [{ item_id: 'q1' }] }, user),
        () =>
          api.post(`${own}/decisions`, { kind: 'exempt', scope: { kind: 'skill', id: 's' }, reason: 'r' }, platform),
      ]) {
        expect((await asked().expect(410)).body).toEqual(problem('user-erased'));
      }
      expect(await kept(user)).toEqual({ users: 0, runs: 0, answers: 0, learners: 0 });
    },
  );

  it('are asked for again where a request comes again, which would take up a run and insert nothing', async () => {
    const { user } = await known();
    const requests = ['mastery', 'mastery/batch'].map((path) => {
      const key = randomUUID();
      const item = { input: INPUT, user_id: user.userId };
      const body = path === 'mastery' ? item : { items: [item] };
      return { key, send: () => api.post(path, body, platform).set('Idempotency-Key', key) };
    });
    for (const { send } of requests) expect((await send()).ok).toBe(true);
    const keys = requests.map(({ key }) => key);
    await query(
      'UPDATE idempotency_keys SET status = NULL, response = NULL, lease_until = clock_timestamp(), learner_id = NULL WHERE key = ANY ($1)',
      [keys],
    );
    await elsewhere(`DELETE FROM users WHERE id = '${user.userId}'`);

    const [one, batch] = requests;
    // The batch first: what is refused is not remembered any more.
    expect(((await batch!.send().expect(200)).body as BatchResponse).results).toEqual([
      { index: 0, problem: problem('user-erased') },
    ]);
    expect((await one!.send().expect(410)).body).toEqual(problem('user-erased'));
  });

  it.each(['answers', 'next', 'decisions'])('are rejected by %s, when it is the first to be asked', async (asked) => {
    const { user } = await known();
    await elsewhere(`SELECT erase_learner('${user.userId}')`);
    const bodies: Record<string, object> = {
      answers: { answers: [answer('e1')] },
      next: { count: 1, candidates: [{ item_id: 'q1' }] },
      decisions: { kind: 'exempt', scope: { kind: 'skill', id: 's' }, reason: 'r' },
    };
    const rejected = await api.post(`learners/${user.userId}/${asked}`, bodies[asked], platform).expect(410);
    expect(rejected.body).toEqual(problem('user-erased'));
    expect(await kept(user)).toEqual({ users: 0, runs: 0, answers: 0, learners: 0 });
  });

  it('have no session any more that was removed', async () => {
    const { user, session_id } = await known();
    await elsewhere(`DELETE FROM test_sessions WHERE id = '${session_id}'`);

    for (let n = 0; n < 2; n += 1) {
      expect((await compute(user, { session_id }).expect(404)).body).toEqual(problem('session-not-found'));
    }
    await compute(user).expect(201);
  });

  it('are stored again where a restored backup has forgotten them', async () => {
    const { user } = await known();
    const remove = `DELETE FROM users WHERE id = '${user.userId}'`;
    await elsewhere('SET session_replication_role = replica', remove);

    await compute(user).expect(201);
    expect(await kept(user)).toMatchObject({ users: 1 });
  });

  it('are not stored while they are being erased: who was not known waits for that', async () => {
    const user = newUser();
    const eraser = new Client({ connectionString: service.databaseUrl });
    await eraser.connect();
    await eraser.query('BEGIN');
    await eraser.query('SELECT erase_learner($1)', [user.userId]);
    const asked = compute(user).then(({ status, body }) => ({ status, body: body as unknown }));
    await until(async () => {
      const waiting = await query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      return waiting.length > 0;
    });
    await eraser.query('COMMIT');
    await eraser.end();

    expect(await asked).toEqual({ status: 410, body: problem('user-erased') });
    expect(await kept(user)).toEqual({ users: 0, runs: 0, answers: 0, learners: 0 });
  });
});
