import { constants, getPriority } from 'node:os';
import { type JobResponse, type WebhookResponse } from 'learning-engine/http';
import { createTenant } from '../../src/tenants/migrate-tenants.js';
import { until } from '../support/database/embedded-child.js';
import { useReceiver } from '../support/http/use-receiver.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

const WEBHOOK_KEY = 'ab'.repeat(32);
const SCHOOLS = ['east', 'north', 'south', 'west'];

describe('one worker for all schools', () => {
  const service = useTenants(SCHOOLS, { WEBHOOK_KEY, WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] });
  const receiver = useReceiver();
  let worker: Spawned | undefined;
  afterAll(async () => {
    worker?.signal('SIGTERM');
    await worker?.end();
  });
  const work = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    Spawned.run(
      process.execPath,
      [...script('src/cli/main.ts'), 'worker', ...args],
      cleanEnv({
        ...{ DATABASE_URL: service.urls().url, TENANTS: 'true', TENANTS_OPEN: '2' },
        ...{ WEBHOOK_KEY, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1', ...env },
      }),
    );
  const ask = async <T>(tenant: string, method: string, path: string, body?: object): Promise<T> => {
    const init = { method, ...(body && { body: JSON.stringify(body) }) };
    const { status, text } = await service.ask(bearerOf(tenant), `/v1/learning/${path}`, init);
    if (status === 403) throw new Error('not served yet');
    expect([200, 201, 202]).toContain(status);
    return JSON.parse(text) as T;
  };
  const verify = (tenant: string) =>
    ask<JobResponse>(tenant, 'POST', 'jobs', { kind: 'runs.verify-checksums', args: {} });
  const hasEnded = (tenant: string, id: string) =>
    until(async () => (await ask<JobResponse>(tenant, 'GET', `jobs/${id}`)).status === 'SUCCESS');

  it('does the jobs of each, also of more schools than are open at once', async () => {
    const jobs = await Promise.all(SCHOOLS.map(async (name) => ({ name, id: (await verify(name)).id })));
    worker = work([]);
    for (const { name, id } of jobs) await hasEnded(name, id);
  });

  it('follows schedules, and sends webhooks of schools without jobs', async () => {
    const given = { url: receiver.urlOf('west'), event_types: ['algorithm.activated'], reason: 'a test' };
    await ask<WebhookResponse>('west', 'POST', 'webhooks', given);
    await ask('west', 'POST', 'algorithms/mastery/versions/v1/activate', { reason: 'a test' });
    const { content } = await receiver.until((request) => request.content.tenant === 'west');
    expect(content).toMatchObject({ type: 'algorithm.activated', key: 'mastery' });

    const schedule = { kind: 'runs.verify-checksums', args: {}, cron: '0 3 * * *', time_zone: 'UTC', reason: 'a test' };
    await ask('north', 'PUT', 'job-schedules/nightly', schedule);
    const rows = await service.rowsOf('north');
    await rows.query("UPDATE job_schedules SET next_at = clock_timestamp() WHERE id = 'nightly'");
    const done = "SELECT FROM job_runs WHERE schedule_id = 'nightly' AND status = 'SUCCESS'";
    await until(async () => (await rows.query<unknown[]>(done)).length === 1);
  });

  it('works for a school that was made meanwhile', async () => {
    await createTenant(service.urls(), 'late');
    const id = await until(() =>
      verify('late').then(
        (job) => job.id,
        () => undefined,
      ),
    );
    await hasEnded('late', id);
  });

  it('ends when it is asked to stop', async () => {
    expect(getPriority(worker!.pid)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
    worker!.signal('SIGTERM');
    expect(await worker!.end()).toBe(0);
    expect(worker!.stderr).toMatch(/^Working on jobs in all schools at .*, 1 at a time/m);
  });

  it('is refused so many jobs at once that schools would hold up each other', async () => {
    const refused = work(['--concurrency', '2']);
    expect([await refused.end(), refused.stderr]).toEqual([2, expect.stringContaining('below TENANTS_OPEN (2)')]);
  });
});
