import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceMigrations } from '../support/database/migrating.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';

const migration = async (command: string, env: NodeJS.ProcessEnv) => {
  const spawned = Spawned.run('npm', ['run', `migration:${command}`], cleanEnv(env));
  const code = await spawned.end();
  return { code, output: spawned.stdout + spawned.stderr };
};

describe('npm run migration:*', () => {
  describe('on DATABASE_URL', () => {
    const database = useEmptyDatabase();
    const run = (command: string) => migration(command, { DATABASE_URL: database.url });

    it('runs, checks, shows and reverts', async () => {
      expect((await run('show')).output).toContain('[ ] CreateEngineTables1795000000001');
      expect(await run('run')).toMatchObject({ code: 0 });
      expect((await run('show')).output).toMatch(/\[X\] \d+ CreateEngineTables1795000000001/);

      const check = await run('check');
      expect(check.output).toContain('No changes in database schema were found');
      expect(check.code).toBe(0);

      expect(await run('revert')).toMatchObject({ code: 0 });
      const shown = (await run('show')).output;
      expect(shown.match(/\[X\]/g)).toHaveLength(serviceMigrations.length - 1);
      expect(shown.match(/\[ \]/g)).toHaveLength(1);
      expect(await run('run')).toMatchObject({ code: 0 });
    });
  });

  it('says which database it cannot reach, without the password', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    other.close();
    const { code, output } = await migration('run', { DATABASE_URL: `postgres://me:hush-hush@127.0.0.1:${port}/x` });

    expect(code).toBe(1);
    expect(output).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
    expect(output).not.toContain('hush-hush');
  });

  describe('without DATABASE_URL', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'learning-engine-migrate-'));
      await chmod(folder, 0o711); // as root, the embedded server runs as another account, which has to get in
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const isServerUp = () => existsSync(join(folder, 'postgres', 'postmaster.pid'));

    it('uses the embedded database and stops it afterwards', async () => {
      expect(await migration('run', { DATA_DIR: folder })).toMatchObject({ code: 0 });
      expect(isServerUp()).toBe(false);
    });

    it('works beside a service that runs, and leaves it running', async () => {
      const service = Spawned.run(process.execPath, SERVICE, cleanEnv({ DATA_DIR: folder, PORT: '0' }));
      try {
        const [, url] = await service.saying(/Active versions +(http:\S+)/);
        const shown = await migration('show', { DATA_DIR: folder });

        expect(shown).toMatchObject({ code: 0 });
        expect(shown.output).toMatch(/\[X\] \d+ CreatePlatformTables1795000000003/);
        expect((await fetch(url!)).status).toBe(401);
      } finally {
        service.signal('SIGTERM');
        expect(await service.end()).toBe(0);
      }
      expect(isServerUp()).toBe(false);
    });
  });
});
