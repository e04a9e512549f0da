import { type JobResponse } from 'learning-engine/http';
import { until } from '../support/database/embedded-child.js';
import { OF_ANOTHER_SERVER } from '../support/database/of-another-server.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';
import { useServiceCommands } from '../support/processes/use-commands.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

describe('a school whose tables were restored from a backup', () => {
  const service = useTenants(['north', 'south']);
  const env = () => ({ DATABASE_URL: service.urls().url, TENANTS: 'true' });
  const command = useServiceCommands(env);
  let worker: Spawned | undefined;
  afterAll(() => worker?.signal('SIGKILL'));

  const ask = (tenant: string, path: string, body?: object) =>
    service.ask(bearerOf(tenant), `/v1/learning/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
  const verify = async (tenant: string) =>
    JSON.parse((await ask(tenant, 'jobs', { kind: 'runs.verify-checksums', args: {} })).text) as JobResponse;

  it('is neither served nor worked for before an epoch is opened, and others are', async () => {
    const jobs = { south: (await verify('south')).id };
    await (await service.rowsOf('north')).query(OF_ANOTHER_SERVER);

    expect([(await ask('north', 'me')).status, (await ask('south', 'me')).status]).toEqual([503, 200]);
    worker = Spawned.run(process.execPath, [...script('src/cli/main.ts'), 'worker'], cleanEnv(env()));
    const statusOf = async (tenant: string, id: string) =>
      (JSON.parse((await ask(tenant, `jobs/${id}`)).text) as JobResponse).status;
    await until(async () => (await statusOf('south', jobs.south)) === 'SUCCESS');

    expect((await command('restored', '--tenant', 'north')).code).toBe(0);
    await until(async () => (await ask('north', 'me')).status === 200);
  });
});
