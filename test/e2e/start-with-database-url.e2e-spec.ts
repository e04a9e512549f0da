import { join } from 'node:path';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { randomSecret } from '../support/processes/production-env.js';
import { script } from '../support/processes/spawned.js';
import { INFO_URL, useStartSandbox } from '../support/processes/start-sandbox.js';
import { ecPair, jwkOf, useKeyFiles } from '../support/tokens/key-files.js';

describe('npm start with DATABASE_URL', () => {
  const { main, run, info, folder, isServerUp } = useStartSandbox();
  const migrated = useTestDatabase();
  const empty = useEmptyDatabase();
  const { file } = useKeyFiles();

  it('serves from that server and starts no embedded one', async () => {
    const service = main({ DATABASE_URL: migrated.url, DATA_DIR: join(folder(), 'data') });
    const [, url] = await service.saying(INFO_URL);

    expect((await info(url!)).algorithms).toHaveLength(5);
    expect(isServerUp()).toBe(false);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  });

  it('warns of a role that could rewrite the records, and the doctor finds it', async () => {
    const service = main({ DATABASE_URL: migrated.url });
    await service.saying(INFO_URL);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(service.stdout).toMatch(/The service connects as \w+, which is a superuser: .*database:grant/);

    const doctor = run(process.execPath, [...script('src/cli/main.ts'), 'doctor'], { DATABASE_URL: migrated.url });
    expect([await doctor.end(), doctor.stderr]).toEqual([1, '']);
    expect(doctor.stdout).toMatch(/^SERVICE_OWNS_TABLES\n.* is a superuser/);
  });

  it('says what to set when it can keep no secret', async () => {
    const service = main({ DATABASE_URL: migrated.url, DATA_DIR: join(file('no folder'), 'data') });

    expect(await service.end()).toBe(1);
    expect(service.stderr).toMatch(/^No secret can be kept in \S+: ENOTDIR.* Set JWT_SECRET, or DATA_DIR to .*\n$/);
  });

  it('does not advise a command that refuses, where public keys verify tokens', async () => {
    const service = main({
      DATABASE_URL: migrated.url,
      JWT_JWKS_FILE: file({ keys: [jwkOf(ecPair().publicKey)] }),
    });
    await service.saying(/Stop it with Ctrl-C/);

    expect(service.stdout).toMatch(INFO_URL);
    expect(service.stdout).not.toContain('npm run --silent token');
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  });

  it('refuses to serve on a schema that is older than the code, and changes nothing', async () => {
    const service = main({ DATABASE_URL: empty.url });

    expect(await service.end()).toBe(1);
    expect(service.stderr).toContain('npm run migration:run');
  });

  it('logs nothing but JSON in production, also when it cannot start', async () => {
    const env = { NODE_ENV: 'production', JWT_SECRET: randomSecret() };
    const service = main({ ...env, DATABASE_URL: migrated.url });
    await service.saying(/The learning engine is up/);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    const failing = main({ ...env, DATABASE_URL: empty.url });
    expect(await failing.end()).toBe(1);

    const messagesOf = ({ stdout }: { stdout: string }) =>
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { message: string }).message);
    expect(messagesOf(service)).toEqual(
      expect.arrayContaining([
        'The learning engine is up',
        'Shutdown requested: readiness is failing, draining connections',
        'Stopped',
      ]),
    );
    expect(messagesOf(failing)).not.toContain('Stopped');
    expect(service.stderr).toBe('');
    expect(failing.stderr).toContain('npm run migration:run');
  });

  it('has workers that log as the service does', async () => {
    const env = { NODE_ENV: 'production', JWT_SECRET: randomSecret(), DATABASE_URL: migrated.url };
    const cli = (...args: string[]) => run(process.execPath, [...script('src/cli/main.ts'), ...args], env);
    const worker = cli('worker');
    const args = ['--args', '{"older_than_days": 400}', '--reason', 'We keep 13 months'];
    expect(await cli('jobs', 'run', 'runs.retention', ...args, '--watch').end()).toBe(0);
    worker.signal('SIGTERM');

    expect(await worker.end()).toBe(0);
    expect(
      worker.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([
      {
        level: 'info',
        context: 'LearningEngine',
        message: expect.stringMatching(/^Job \S+ \(runs\.retention\) ended as SUCCESS after [\d.]+ s$/) as string,
      },
    ]);
  });

  it('migrates at boot when told so', async () => {
    const service = main({ DATABASE_URL: empty.url, MIGRATE_ON_BOOT: 'true' });
    const [, url] = await service.saying(INFO_URL);

    expect((await info(url!)).algorithms).toHaveLength(5);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  });
});
