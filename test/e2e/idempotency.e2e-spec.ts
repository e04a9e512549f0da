import { type NestExpressApplication } from '@nestjs/platform-express';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { type AuthUser, type ComputationResponse } from 'learning-engine/http';
import { IdempotencyService } from 'learning-engine';
import { newUser, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { bearer, openService, useService } from '../support/http/use-service.js';

const REASON = { reason: 'because' };
const INPUT = { input: { states: [], events: [] } };
const BAD_INPUT = { input: { states: 'none', events: [] } };

describe('a request with an Idempotency-Key', () => {
  const service = useService();
  const api = useApi(service);
  let other: NestExpressApplication;
  beforeAll(async () => {
    const { url } = service.app.get(DataSource).options as { url: string };
    other = await openService(url);
    await api.post('algorithms/mastery/versions/v1/activate', REASON, someAdmin).expect(200);
  });
  afterAll(() => other?.close());

  const query = <T = unknown>(sql: string, values: unknown[] = []) =>
    service.app.get(DataSource).query<T[]>(sql, values);
  const count = async (table: string) => (await query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;
  const send = (path: string, body: object, key: string, caller: AuthUser = someAdmin) =>
    api.post(path, body, caller).set('Idempotency-Key', key);
  const sendElsewhere = (path: string, body: object, key: string, caller: AuthUser = someAdmin) =>
    request(other.getHttpServer())
      .post(`/v1/learning/${path}`)
      .set('Authorization', bearer(caller))
      .set('Idempotency-Key', key)
      .send(body);
  /** The answer of a request is forgotten, as when its process ended before it was stored. */
  const forget = (key: string) =>
    query(
      `UPDATE idempotency_keys SET status = NULL, response = NULL, lease_until = clock_timestamp() WHERE key = $1`,
      [key],
    );

  it.each<[string, string, object, string]>([
    ['a computation', 'mastery', INPUT, 'algo_runs'],
    ['an activation', 'algorithms/revision/versions/v1/activate', REASON, 'algo_activations'],
    ['a rollback', 'algorithms/mastery/rollback', REASON, 'algo_activations'],
    ['a new parameter set', 'algorithms/mastery/versions/v1/params', { params: { p_init: 0.31 } }, 'algo_params'],
    ['a new session', 'sessions', {}, 'test_sessions'],
    ['an input that is rejected', 'mastery', BAD_INPUT, 'algo_runs'],
  ])('is carried out once and answered the same, here and elsewhere: %s', async (_name, path, body, table) => {
    const key = randomUUID();
    const before = await count(table);
    const first = await send(path, body, key);
    expect(first.status).toBeLessThan(500);
    expect(await count(table)).toBe(before + 1);

    for (const repeated of [await send(path, body, key), await sendElsewhere(path, body, `"${key}"`)]) {
      expect(repeated.status).toBe(first.status);
      expect(repeated.text).toBe(first.text);
      expect(repeated.headers['content-type']).toBe(first.headers['content-type']);
    }
    expect(await count(table)).toBe(before + 1);
    if (path.endsWith('rollback')) await api.post('algorithms/mastery/versions/v1/activate', REASON, someAdmin);
  });

  it('is answered as it was although what it changed was changed since', async () => {
    const path = 'algorithms/difficulty/versions/v1/activate';
    const first = await send(path, REASON, 'changed-since').expect(200);
    await api.post('algorithms/difficulty/rollback', REASON, someAdmin).expect(200);

    expect((await send(path, REASON, 'changed-since').expect(200)).text).toBe(first.text);
    expect((await api.get('info').expect(200)).text).toContain('"algo_key":"difficulty","active_version":"v0"');
  });

  it('is rejected under the key of another: other body, other query', async () => {
    const path = 'algorithms/mastery/versions/v1/params';
    await send(path, { params: { p_init: 0.32 } }, 'one').expect(201);
    for (const [where, params] of [
      [path, { p_init: 0.33 }] as const,
      [`${path}?dry_run=true`, { p_init: 0.32 }] as const,
    ]) {
      expect((await send(where, { params }, 'one').expect(422)).body).toEqual(problem('idempotency-key-reused'));
    }
    await send('sessions', {}, 'one').expect(201); // another path has keys of its own
  });

  it('has keys of its own for each user', async () => {
    const [one, two] = [newUser(), newUser()];
    const runs = await Promise.all(
      [one, two].map(async (user) => (await send('mastery', INPUT, 'same', user)).body as ComputationResponse),
    );
    expect(runs[0]!.run_id).not.toBe(runs[1]!.run_id);
    expect(((await send('mastery', INPUT, 'same', one)).body as ComputationResponse).run_id).toBe(runs[0]!.run_id);
  });

  it.each(['', '"open', 'two keys', 'a'.repeat(256)])('is rejected with the malformed key %j', async (key) => {
    expect((await send('mastery', INPUT, key).expect(400)).body).toMatchObject({
      errors: [{ parameter: 'Idempotency-Key' }],
    });
  });

  it('is carried out once, however many come at once, here and elsewhere', async () => {
    for (const [path, body, table] of [
      ['mastery', INPUT, 'algo_runs'],
      ['algorithms/adaptive/versions/v1/activate', REASON, 'algo_activations'],
    ] as const) {
      const before = await count(table);
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, n) =>
          (n % 2 ? send : sendElsewhere)(path, body, key).then(({ text, status }) => ({ text, status })),
        ),
      );
      expect(answers).toEqual(Array(16).fill(answers[0]));
      expect(answers[0]!.status).toBeLessThan(300);
      expect(await count(table)).toBe(before + 1);
    }
  });

  it('waits while another is in flight, and is asked to come again in the end', async () => {
    await query(
      `INSERT INTO idempotency_keys (scope, user_id, route, key, body_sha256, claim_id, lease_until, expires_at)
       SELECT scope, user_id, route, 'in-flight', body_sha256, gen_random_uuid(), 'now'::timestamptz + interval '1 hour', expires_at
       FROM idempotency_keys WHERE route = 'POST /v1/learning/mastery' AND user_id = $1 LIMIT 1`,
      [someAdmin.userId],
    );
    const answer = await send('mastery', INPUT, 'in-flight').expect(409);
    expect(answer.body).toEqual(problem('idempotency-key-in-use'));
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('is computed by the same run when its answer was lost, or is too large to be stored', async () => {
    const events = Array.from({ length: 900 }, (_, n) => ({
      event_id: `event ${n}`,
      skill_id: `a skill with a name that takes its room, of the number ${n}`,
      correct: n % 2 === 0,
      at: '2026-11-01T08:00:00Z',
    }));
    for (const input of [INPUT, { input: { states: [], events } }]) {
      const key = randomUUID();
      const first = await send('mastery', input, key).expect(201);
      const isSmall = first.text.length < 64 * 1024;
      expect(await query('SELECT response IS NOT NULL AS stored FROM idempotency_keys WHERE key = $1', [key])).toEqual([
        { stored: isSmall },
      ]);
      await forget(key);
      await api.post('algorithms/mastery/rollback', REASON, someAdmin).expect(200); // another version is active now
      const again = await send('mastery', input, key).expect(201);
      await api.post('algorithms/mastery/versions/v1/activate', REASON, someAdmin).expect(200);
      expect(again.text).toBe(first.text);
    }
  });

  it('takes up a run that was cut off, and starts another in place of one that was abandoned', async () => {
    const cutOff = async (key: string, end: string) => {
      const { run_id } = (await send('mastery', INPUT, key).expect(201)).body as ComputationResponse;
      await forget(key);
      const runner = service.app.get(DataSource).createQueryRunner();
      await runner.query('SET session_replication_role = replica'); // as if the process had ended in the middle
      await runner.query(`UPDATE algo_runs SET ${end}, output_summary_json = NULL WHERE id = $1`, [run_id]);
      await runner.query('SET session_replication_role = DEFAULT');
      await runner.release();
      return run_id;
    };
    const running = await cutOff('cut-off', `status = 'RUNNING', completed_at = NULL`);
    expect((await send('mastery', INPUT, 'cut-off').expect(201)).body).toMatchObject({ run_id: running });
    expect(await query('SELECT status FROM algo_runs WHERE id = $1', [running])).toEqual([{ status: 'SUCCESS' }]);

    const abandoned = await cutOff('abandoned', `status = 'FAILED', error_message = 'gone', error_code = 'ABANDONED'`);
    const { run_id } = (await send('mastery', INPUT, 'abandoned').expect(201)).body as ComputationResponse;
    expect(run_id).not.toBe(abandoned);
  });

  it('keeps no failure of the service: the same key is tried again', async () => {
    const runs = await count('algo_runs');
    await send('mistakes', { input: {} }, 'stub').expect(501);
    await send('mistakes', { input: {} }, 'stub').expect(501);
    expect(await count('algo_runs')).toBe(runs + 2);
    await api.post('algorithms/mistakes/versions/v1/activate', REASON, someAdmin).expect(200);
    await send('mistakes', { input: {} }, 'stub').expect(400);
  });

  it('is forgotten with the user, with the learner of whom its answer tells, and after a day', async () => {
    const [learner, other] = [newUser(), newUser()];
    await send('mastery', INPUT, 'own', learner).expect(201);
    await send('mastery', { ...INPUT, user_id: learner.userId }, 'of-learner', someAdmin).expect(201);
    await send('mastery', INPUT, 'old', other).expect(201);
    await send('mastery', INPUT, 'young', other).expect(201);
    await query('DELETE FROM users WHERE id = $1', [learner.userId]);
    await query(`UPDATE idempotency_keys SET expires_at = clock_timestamp() WHERE key = 'old'`);
    await service.app.get(IdempotencyService).sweep();

    const left = await query(`SELECT key FROM idempotency_keys WHERE key IN ('own', 'of-learner', 'old', 'young')`);
    expect(left).toEqual([{ key: 'young' }]);
  });
});
