import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DatabaseUnavailableError, ExecutionService, RunNotFoundError, RunsService } from 'learning-engine';
import { type BatchResponse } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { onServer } from '../support/database/own-database.js';
import { newUser, problem, someAdmin } from '../support/http/api-client.js';
import { forEach, INPUT, learners, useBatches } from '../support/http/batch-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { testEnv, useService } from '../support/http/use-service.js';

describe('a batch of computations', () => {
  const service = useService();
  const { batch, resultsOf, runsOf } = useBatches(service);
  beforeAll(() => useLearners(service).activate('mastery'));

  describe('when the database fails in the middle', () => {
    it('tells of each item whether it was done, and a repetition under the key does the rest', async () => {
      const ids = learners(20);
      for (let n = 0; n < 2; n += 1) await batch(forEach(ids)).expect(200);
      const before = await runsOf(ids);
      const holder = new Client({ connectionString: service.databaseUrl });
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT FROM users WHERE id = ANY ($1::uuid[]) FOR UPDATE', [[ids[3], ids[17]]]);
      const key = randomUUID();
      const results = await resultsOf(batch(forEach(ids)).set('Idempotency-Key', key));
      await holder.query('ROLLBACK');
      await holder.end();

      const failed = results.filter(({ computation }) => !computation);
      expect(failed.map(({ index }) => index)).toEqual([3, 17]);
      for (const one of failed) {
        expect(one).toEqual({ index: one.index, problem: problem('service-unavailable', { outcome: 'not-done' }) });
      }
      expect(await runsOf(ids)).toHaveLength(before.length + 18);
      const repeated = await resultsOf(batch(forEach(ids)).set('Idempotency-Key', key));
      expect(repeated.filter(({ computation }) => !computation)).toEqual([]);
      expect(
        repeated.filter((one, index) => one.computation?.run_id === results[index]!.computation?.run_id),
      ).toHaveLength(18);
      expect(await runsOf(ids)).toHaveLength(before.length + 20);
    });

    it('has a run for what it says was computed, and none for what it says was not begun', async () => {
      for (let round = 0; round < 3; round += 1) {
        const ids = learners(300);
        const asked = batch(forEach(ids)).then(({ status, body }) => ({ status, body: body as BatchResponse }));
        for (let n = 0; n < 3; n += 1) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          await onServer((client) =>
            client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
              new URL(service.databaseUrl).pathname.slice(1),
            ]),
          );
        }
        const { status, body } = await asked;
        expect([200, 503]).toContain(status);
        const runs = new Map((await runsOf(ids)).map((run) => [run.user_id, run]));
        for (const { index, computation, problem: told, run_id } of body.results ?? []) {
          const run = runs.get(ids[index]!);
          if (computation) expect(run).toMatchObject({ id: computation.run_id, status: 'SUCCESS' });
          else if (told!.outcome === 'not-done') expect([run, run_id]).toEqual([undefined, undefined]);
          else expect([told!.outcome, run?.id ?? run_id]).toEqual(['unknown', run_id]);
        }
      }
    });

    it('keeps what was computed where it cannot be found out why a learner is gone', async () => {
      const ids = learners(5);
      for (let n = 0; n < 2; n += 1) await batch(forEach(ids)).expect(200);
      const holder = new Client({ connectionString: service.databaseUrl });
      await holder.connect();
      await holder.query('SELECT erase_learner($1)', [ids[2]]);
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE erased_users');
      const results = await resultsOf(batch(forEach(ids))).finally(() => holder.end());

      expect(results.filter(({ computation }) => computation)).toHaveLength(4);
      expect(results[2]).toEqual({ index: 2, problem: problem('service-unavailable', { outcome: 'not-done' }) });
      expect(await runsOf(ids)).toHaveLength(12);
      expect((await resultsOf(batch(forEach(ids))))[2]!.problem).toEqual(problem('user-erased'));
    });

    it('does not compute with what may be another version for a user who has to be stored again', async () => {
      const ids = learners(3);
      for (let n = 0; n < 2; n += 1) await batch(forEach(ids)).expect(200);
      const backup = new Client({ connectionString: service.databaseUrl });
      await backup.connect();
      await backup.query('SET session_replication_role = replica');
      await backup.query('DELETE FROM users WHERE id = $1', [ids[1]]);
      await backup.end();

      const results = await resultsOf(batch(forEach(ids)));
      expect(results.map((result) => result.problem)).toEqual([undefined, problem('reference-gone'), undefined]);
      for (const { computation } of await resultsOf(batch(forEach(ids)))) expect(computation).toBeDefined();
    });

    it('keeps what a repetition took up where it cannot take up the others', async () => {
      const [key, ids] = [randomUUID(), learners(3)];
      const keyed = () => resultsOf(batch(forEach(ids)).set('Idempotency-Key', key));
      const first = await keyed();
      const lost = new DatabaseUnavailableError('overload', new Error('Query read timeout'), 'not-done');
      const [runs, execution] = [service.app.get(RunsService), service.app.get(ExecutionService)];
      const getRun = runs.getRun.bind(runs);
      const failing = (index: number, error: Error) =>
        jest
          .spyOn(runs, 'getRun')
          .mockImplementation((id, ...more) =>
            id === first[index]!.computation!.run_id ? Promise.reject(error) : getRun(id, ...more),
          );
      const expected = first.map((result, index) =>
        index === 1 ? { index, problem: problem('service-unavailable', { outcome: 'not-done' }) } : result,
      );

      failing(1, lost);
      expect(await keyed()).toEqual(expected);
      failing(1, new RunNotFoundError(first[1]!.computation!.run_id)); // of which nothing was begun
      jest.spyOn(execution, 'executeMany').mockRejectedValue(lost);
      expect(await keyed()).toEqual(expected);
      jest.restoreAllMocks();
      expect(await keyed()).toEqual(first);
      expect(await runsOf(ids)).toHaveLength(3);
    });

    it('is a 503 where nothing was done at all', async () => {
      const user = newUser();
      for (let n = 0; n < 2; n += 1) await batch([{ input: INPUT }], user).expect(200);
      const holder = new Client({ connectionString: service.databaseUrl });
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [user.userId]);
      const rejected = await batch([{ input: INPUT }, { input: INPUT }], user).expect(503);
      await holder.end();

      expect(rejected.body).toEqual(problem('service-unavailable', { outcome: 'not-done' }));
      expect(await runsOf([user.userId])).toHaveLength(2);
    });
  });
});

describe('what a batch costs its caller', () => {
  const service = useService(Object.assign(new Env(), testEnv, { COMPUTE_KIB_PER_MINUTE: 2048 }));
  const { api, query, activate } = useLearners(service);
  beforeAll(() => activate('mastery'));

  const items = (count: number) => ({ items: new Array<object>(count).fill({ input: { states: [], events: [] } }) });

  it('is that of so many computations, which a user may owe', async () => {
    const user = newUser();
    await api.post('mastery/batch', items(100), user).expect(200); // 1,600 KiB of 2,048, and its bytes
    await api.post('mastery/batch', items(100), user).expect(200);
    const rejected = await api.post('mastery', { input: { states: [], events: [] } }, user).expect(429);
    expect(rejected.body).toEqual(problem('too-many-requests'));
    expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(30);
    await api.post('mastery/batch', items(1), newUser()).expect(200);
  });

  it('is no more than its bytes for a service', async () => {
    for (let n = 0; n < 3; n += 1) await api.post('mastery/batch', items(500), someAdmin).expect(200);
    await api.post('mastery', { input: { states: [], events: [] } }, someAdmin).expect(201);
  });

  it('is one place among their computations: those of a user are computed one after the other', async () => {
    const user = newUser();
    const seen: number[] = [];
    const watch = { isOver: false };
    const watching = (async () => {
      while (!watch.isOver) {
        const [row] = await query<{ n: number }>("SELECT count(*)::int AS n FROM algo_runs WHERE status = 'RUNNING'");
        seen.push(row!.n);
      }
    })();
    await api.post('mastery/batch', items(100), user).expect(200);
    watch.isOver = true;
    await watching;

    expect(Math.max(...seen)).toBe(1);
  });
});
