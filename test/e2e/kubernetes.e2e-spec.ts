import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTwoRoles } from '../support/database/two-roles.js';
import { all } from '../support/processes/dockerfile.js';
import { type Component, secretFilesOf, variablesOf, workloadOf } from '../support/processes/manifests.js';
import { randomSecret } from '../support/processes/production-env.js';
import { BUILT, cleanEnv, Spawned } from '../support/processes/spawned.js';

/** What Pods run, with the environment that their manifests give them. */
describe('the manifests for Kubernetes', () => {
  const database = useEmptyDatabase();
  const { owner, service, urlOf } = useTwoRoles(database);
  let folder: string;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-secrets-'));
    secrets = {
      'learning-engine/database_url': urlOf(service),
      'learning-engine/jwt_secret': randomSecret(),
      'learning-engine/metrics_token': randomSecret(),
      'learning-engine-owner/database_owner_url': urlOf(owner),
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The process of a container, which finds its secrets in another folder, and the build of the tests in place of the image's. */
  async function start(component: Component): Promise<Spawned> {
    const workload = workloadOf(component);
    const [container] = workload.spec.template.spec.containers;
    for (const [path, key] of Object.entries(secretFilesOf(workload))) {
      await writeFile(join(folder, `${component}-${path}`), `${secrets[key]}\n`);
    }
    const given = Object.entries(variablesOf(container)).map(([name, value]) => [
      name,
      value.startsWith('/run/secrets/') ? join(folder, `${component}-${basename(value)}`) : value,
    ]);
    const [command, ...args] = container.command ?? (JSON.parse(all('CMD')[0]!) as string[]);
    return Spawned.run(
      command!,
      args.map((word) => word.replace(/^dist\//, `${BUILT}/src/`)),
      cleanEnv({ PORT: '0', ...(Object.fromEntries(given) as NodeJS.ProcessEnv), NODE_ENV: undefined }),
    );
  }

  it('migrate as the owner, then serve and work as a role that is not the owner', async () => {
    const migrate = await start('migrate');
    expect([await migrate.end(), migrate.stderr]).toEqual([0, '']);

    const [serving, working] = await Promise.all([start('service'), start('worker')]);
    const [, port] = await serving.saying(/"port":(\d+),.*is up"/);
    const { startupProbe, livenessProbe, readinessProbe } = workloadOf('service').spec.template.spec.containers[0];
    for (const { httpGet } of [startupProbe!, livenessProbe!, readinessProbe!]) {
      expect((await fetch(`http://127.0.0.1:${port}${httpGet.path}`)).status).toBe(200);
    }
    const metrics = (token: string) =>
      fetch(`http://127.0.0.1:${port}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
    expect((await metrics(secrets['learning-engine/metrics_token']!)).status).toBe(200);
    expect((await metrics('another')).status).toBe(401);

    serving.signal('SIGTERM');
    working.signal('SIGTERM');
    await serving.saying(/Shutdown requested/);
    // Proxies that do not know yet still send requests: they are answered, on connections that are closed then.
    const late = await fetch(`http://127.0.0.1:${port}/health/live`);
    expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
    expect([await serving.end(), await working.end()]).toEqual([0, 0]);
    expect(serving.stdout).not.toContain('is the owner');
    expect(serving.stderr).toBe('');
    expect(working.stderr).toMatch(/^Working on jobs in .*, 2 at a time.*\nAsked to stop: handing jobs back\n$/m);
  });
});
