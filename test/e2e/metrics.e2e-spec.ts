import { get } from 'node:http';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { ExecutionService, newRunId, RegistryService, RunPurpose, RunsService } from 'learning-engine';
import { JobsService, JobWorker } from 'learning-engine/jobs';
import { type PoolState, poolState } from 'learning-engine/persistence';
import { createUser } from '../support/engine/factories.js';
import { ended } from '../support/engine/open-jobs.js';
import { someAdmin } from '../support/http/api-client.js';
import { EventReader } from '../support/http/event-reader.js';
import { parseExposition, type Samples, series } from '../support/http/exposition.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { bearer, openService, testEnv, useService } from '../support/http/use-service.js';

const withMetrics = { ...testEnv, METRICS: true };
const scrape = async (server: Parameters<typeof request>[0]) => {
  const { text } = await request(server)
    .get('/metrics')
    .set('Accept', 'text/plain')
    .expect(200)
    .expect('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
  return { text, samples: parseExposition(text) };
};

describe('GET /metrics', () => {
  const service = useService(withMetrics);
  const metrics = () => scrape(service.app.getHttpServer());
  const namesIn = (samples: Samples) => [...new Set([...samples.keys()].map((key) => key.split('{')[0]!))];

  it('counts the runs that were executed, by how they ended', async () => {
    const execution = service.app.get(ExecutionService);
    const stub = () => execution.execute<unknown>('mastery', {}).catch(() => undefined);
    await execution.execute('mastery', { states: [], events: [] }, { version: 'v1' }).catch(() => undefined);
    await Promise.all(Array.from({ length: 3 }, stub));
    const rows = await service.app.get(DataSource).query<Record<string, string>[]>(
      `SELECT v.algo_key, v.version, r.status, r.trigger, coalesce(r.error_code, '') AS error_code, count(*)::int AS count
       FROM algo_runs r JOIN algo_versions v ON v.id = r.algo_version_id GROUP BY 1, 2, 3, 4, 5`,
    );

    const { samples } = await metrics();
    const counted = [...samples].filter(([key]) => key.startsWith('learning_runs_total'));
    expect(new Map(counted)).toEqual(
      new Map(rows.map(({ count, ...labels }) => [series('learning_runs_total', labels), count])),
    );
    expect(samples.get(series('learning_run_duration_seconds_count', { algo_key: 'mastery', version: 'v0' }))).toBe(3);
  });

  it('counts runs of other purposes apart from those', async () => {
    const [runs, registry] = [service.app.get(RunsService), service.app.get(RegistryService)];
    const { version, params } = (await registry.resolveVersion('revision', 'v1'))!;
    const aside = { purpose: RunPurpose.SHADOW, parentRunId: newRunId() };
    const run = await runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, ...aside });
    await runs.logRunFailure(run.id, 'no', { errorCode: 'NO' });

    const counted = [...(await metrics()).samples].filter(([key]) => /^learning_run.*revision/.test(key));
    const labels = { algo_key: 'revision', version: 'v1', purpose: 'shadow', status: 'FAILED', error_code: 'NO' };
    expect(counted).toEqual([[series('learning_runs_aside_total', labels), 1]]);
  });

  it('counts activations', async () => {
    const registry = service.app.get(RegistryService);
    for (const version of ['v1', 'v1', 'v0']) await registry.activateAlgoVersion('mastery', version);

    expect((await metrics()).samples.get(series('learning_activations_total', { algo_key: 'mastery' }))).toBe(2);
  });

  it('does not time streams of events, which last as long as their clients like', async () => {
    const authorization = bearer(someAdmin);
    const reader = await EventReader.open(service.app.getHttpServer(), { authorization });
    await reader.until((messages) => messages.length > 0);
    await reader.leave();
    await service.request().get('/v1/learning/events').set('Authorization', bearer()).expect(403);
    const times = [...(await metrics()).samples].filter(([name]) => /duration_seconds_count.*\/events/.test(name));
    expect(times.map(([name, count]) => [/status="(\w+)"/.exec(name)![1], count])).toEqual([['4xx', 1]]);
  });

  it('times requests by route, all that have none as one', async () => {
    await service.request().get('/v1/learning/info').set('Authorization', bearer()).expect(200);
    await service.request().get('/v1/learning/info').expect(401);
    for (const path of ['/no', '/nothing', '/v1/none?x=1']) await service.request().get(path).expect(404);
    const { samples } = await metrics();
    const count = (route: string, status: string) =>
      samples.get(series('http_request_duration_seconds_count', { method: 'GET', route, status }));

    expect(count('/v1/learning/info', '2xx')).toBe(1);
    expect(count('/v1/learning/info', '4xx')).toBe(1);
    expect(count('none', '4xx')).toBe(3);
  });

  it('does not count the 501 of a stub among the failures of the service', async () => {
    const compute = () =>
      service.request().post('/v1/learning/revision').set('Authorization', bearer()).send({ input: {} });
    await compute().expect(501);
    const { samples } = await metrics();
    const count = (status: string) =>
      samples.get(
        series('http_request_duration_seconds_count', { method: 'POST', route: '/v1/learning/:algo_key', status }),
      );

    expect(count('501')).toBe(1);
    expect(count('5xx')).toBeUndefined();
  });

  it('shows both pools and the process', async () => {
    const { samples } = await metrics();

    for (const pool of ['main', 'runs']) {
      const open = samples.get(series('database_pool_connections', { pool }))!;
      expect(open).toBeGreaterThan(0);
      expect(samples.get(series('database_pool_idle_connections', { pool }))).toBeLessThanOrEqual(open);
      expect(samples.get(series('database_pool_waiting', { pool }))).toBe(0);
    }
    expect(namesIn(samples)).toEqual(
      expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds']),
    );
  });

  it('shows stale runs until they are reaped', async () => {
    const stale = async () => (await metrics()).samples.get('learning_stale_runs{}');
    expect(await stale()).toBe(0);
    await service.app.get(DataSource).query(`
      INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, input_summary_json, status, lease_expires_at)
      SELECT gen_random_uuid(), v.id, p.id, 'manual', '{}', 'RUNNING', '2020-01-01'
      FROM algo_params p JOIN algo_versions v ON v.id = p.algo_version_id LIMIT 1`);
    expect(await stale()).toBe(1);
  });

  it('shows for how long readers of the feed wait, while a transaction keeps them waiting', async () => {
    const runner = service.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT pg_current_xact_id()');
    await service.app.get(RegistryService).activateAlgoVersion('adaptive', 'v1');
    const lag = (await metrics()).samples.get('learning_engine_feed_lag_seconds{}');
    await runner.rollbackTransaction();
    await runner.release();

    expect(lag).toBeGreaterThan(0);
  });

  it('shows jobs that wait, and counts those that end, by kind', async () => {
    const [jobs, kind] = [service.app.get(JobsService), 'runs.retention'];
    const enqueue = () => jobs.enqueue(kind, { older_than_days: 400 }, { reason: 'We keep 13 months' });
    const [{ id }, other] = [await enqueue(), await enqueue()];
    const open = series('learning_jobs_open', { kind, status: 'QUEUED' });
    const waiting = await metrics();
    expect(waiting.samples.get(open)).toBe(2);
    expect(waiting.samples.get('learning_jobs_oldest_queued_seconds{}')).toBeGreaterThan(0);

    await jobs.cancelJob(other.id);
    service.app.get(JobWorker).start(1);
    await ended(jobs, id);
    const succeeded = series('learning_jobs_total', { kind, status: 'SUCCESS', error_code: '' });
    while (!(await metrics()).samples.has(succeeded)); // it is told after the commit
    const { samples } = await metrics();
    expect(samples.has(open)).toBe(false);
    expect(samples.get('learning_jobs_oldest_queued_seconds{}')).toBe(0);
    for (const status of ['SUCCESS', 'CANCELLED']) {
      expect(samples.get(series('learning_jobs_total', { kind, status, error_code: '' }))).toBe(1);
      expect(samples.get(series('learning_job_duration_seconds_count', { kind, status }))).toBe(1);
    }
  });

  it('has no id of a person or a run', async () => {
    const user = await createUser(service.app.get(DataSource));
    await expect(
      service.app.get(ExecutionService).execute<unknown>('mastery', {}, { userId: user.id }),
    ).rejects.toThrow();

    expect((await metrics()).text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});

describe('GET /metrics while the database says nothing', () => {
  const database = useTestDatabase();

  it('answers all the same, without what only the database knows', async () => {
    const proxy = await TcpProxy.to(database.url);
    // Limits of time are not what is tested here: no statement is given up before the test is through.
    const at = new URL(proxy.url);
    at.searchParams.set('query_timeout', '3600000');
    const app = await openService(at.href, withMetrics);
    try {
      expect((await scrape(app.getHttpServer())).samples.has('learning_stale_runs{}')).toBe(true);
      proxy.silence();
      const answers = await Promise.all(Array.from({ length: 20 }, () => scrape(app.getHttpServer())));

      for (const { samples } of answers) {
        expect(samples.has('learning_stale_runs{}')).toBe(false);
        expect(samples.has('learning_jobs_oldest_queued_seconds{}')).toBe(false);
      }
      expect(answers.at(-1)!.samples.get(series('database_pool_waiting', { pool: 'runs' }))).toBe(0);

      const busy = ({ total, idle }: PoolState) => total - idle;
      const before = busy(poolState(app.get(DataSource))); // statements of the service itself may have no answer, too
      const client = get(`${await app.getUrl()}/v1/learning/algorithms`, { headers: { Authorization: bearer() } });
      client.on('error', () => undefined);
      while (busy(poolState(app.get(DataSource))) === before) await new Promise(setImmediate); // it is in flight
      client.destroy();
      const aborted = { method: 'GET', route: '/v1/learning/algorithms', status: 'aborted' };
      const key = series('http_request_duration_seconds_count', aborted);
      while (!(await scrape(app.getHttpServer())).samples.has(key));
    } finally {
      await proxy.close();
      await app.close();
    }
  });
});

describe('GET /metrics without METRICS=true', () => {
  const service = useService();

  it('is no route', () => service.request().get('/metrics').expect(404));
});
