import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { useTestDatabase } from '../support/database/test-database.js';
import { randomSecret } from '../support/processes/production-env.js';
import { script, SERVICE, Spawned, cleanEnv } from '../support/processes/spawned.js';
import { useStartSandbox } from '../support/processes/start-sandbox.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const canConnect = (port: number, host: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect({ port, host });
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });

describe('what is not declared to be development is production', () => {
  const database = useTestDatabase();
  const sandbox = useStartSandbox();

  /** Runs what the script of package.json runs, in a folder with this `.env`, where nothing declares NODE_ENV. */
  const run = async (command: string, env: NodeJS.ProcessEnv, envFile: string | Buffer = '') => {
    const cwd = await mkdtemp(join(sandbox.folder(), 'cwd-'));
    for (const name of ['development.env', 'production.env']) await cp(name, join(cwd, name));
    await writeFile(join(cwd, '.env'), envFile);
    const args = command.replace(/^node /, '').replace('dist/main.js', resolve(SERVICE.at(-1)!));
    const more = { NODE_ENV: undefined, PORT: '0', DATA_DIR: join(cwd, 'data'), DATABASE_URL: database.url, ...env };
    return Spawned.run(process.execPath, args.split(' '), cleanEnv(more), cwd);
  };
  const start = (env: NodeJS.ProcessEnv = {}, envFile?: string | Buffer) => run(scripts.start!, env, envFile);
  const main = (env: NodeJS.ProcessEnv = {}, envFile?: string | Buffer) => run('node dist/main.js', env, envFile);
  const weak = { JWT_SECRET: 'secret'.repeat(6), CORS_ORIGINS: '*' };
  const expectProduction = async (service: Spawned) => {
    expect(await service.end()).toBe(1);
    expect(service.stdout).toBe('');
    expect(service.stderr).toContain('JWT_SECRET must be random');
    expect(service.stderr).toContain('CORS_ORIGINS must list the origins in production');
  };
  const stop = async (service: Spawned) => {
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  };

  it('npm start declares development, and says so', async () => {
    const service = await start({ ...weak, ACTIVATE: 'v1' });
    await service.saying(/Stop it with Ctrl-C/);

    expect(service.stdout).toContain('development, not for production');
    expect(service.stdout).toContain('v1 of mastery, revision, difficulty, adaptive, mistakes is active (ACTIVATE=v1)');
    await stop(service);
  });

  it.each([
    ['start:prod', () => run(scripts['start:prod']!, weak)],
    ['start:prod where .env says development', () => run(scripts['start:prod']!, weak, 'NODE_ENV=development\n')],
    ['the service itself', () => main(weak)],
    ['the service itself, with an empty NODE_ENV', () => main({ ...weak, NODE_ENV: '' })],
    ['npm start where .env says production', () => start(weak, 'NODE_ENV=production\n')],
    ['npm start where the environment says production', () => start({ ...weak, NODE_ENV: 'production' })],
    ['a .env with a byte order mark before its NODE_ENV', () => start(weak, '\ufeffNODE_ENV=production\n')],
  ])('%s is production', async (_name, run) => expectProduction(await run()));

  it('what .env declares holds for the service itself', async () => {
    const service = await main({}, 'NODE_ENV=development\n');
    await service.saying(/development, not for production/);
    await stop(service);
  });

  it.each([
    ['src/database/data-source.cli.ts', '', 'migration:run:prod'],
    ['src/cli/main.ts', ' doctor', undefined],
    ['src/cli/main.ts', ' demo', undefined],
    ['src/cli/main.ts', ' token', undefined],
  ])('%s%s is production where nothing declares otherwise', async (source, command, name) => {
    const [option = ''] = /--env-file=\S+/.exec(scripts[name ?? ''] ?? '') ?? [];
    const path = resolve(script(source).at(-1)!);
    const line = `node ${option} ${path}${command}`.replace('  ', ' ');

    await expectProduction(await run(line, weak, name && 'NODE_ENV=development\n'));
  });

  it('the commands for development declare it, and those for production the contrary', () => {
    for (const name of ['start', 'cli', 'token', 'demo', 'doctor', 'typeorm']) {
      expect([name, scripts[name]]).toEqual([name, expect.stringContaining('node --env-file=development.env ')]);
    }
    expect(scripts['start:dev']).toContain('--env-file=development.env');
    for (const name of ['start:prod', 'migration:run:prod']) {
      expect([name, scripts[name]]).toEqual([name, expect.stringContaining('node --env-file=production.env ')]);
    }
  });

  describe('the address', () => {
    const listening = /Listening on +(\S+):(\d+), (.*)/;

    it('is that of this machine alone in development', async () => {
      const service = await start();
      const [, host, port, reach] = await service.saying(listening);

      expect([host, reach]).toEqual(['127.0.0.1', 'this machine only']);
      expect(service.stdout).toContain(`http://127.0.0.1:${port}/v1/learning/info`);
      // The whole network 127/8 is this machine: only a server that listens everywhere is there, too.
      expect(await canConnect(Number(port), '127.0.0.1')).toBe(true);
      expect(await canConnect(Number(port), '127.0.0.2')).toBe(false);
      await stop(service);
    });

    it('is every one in production, which the log says', async () => {
      const service = await main({ JWT_SECRET: randomSecret() });
      await service.saying(/"host":"(::|0\.0\.0\.0)","port":\d+/);
      await stop(service);
    });

    it('is the one that is set', async () => {
      const service = await start({ HOST: '0.0.0.0' });
      const [, host, , reach] = await service.saying(listening);

      expect([host, reach]).toEqual(['0.0.0.0', 'every network of this machine']);
      await stop(service);
    });

    it.each(['203.0.113.1', 'no-such-name.invalid'])('is rejected by name where it is not here: %s', async (HOST) => {
      const service = await start({ HOST });

      expect(await service.end()).toBe(1);
      expect(service.stderr).toMatch(/^HOST must be an address of this machine: .*\n$/m);
    });
  });

  describe('.env', () => {
    it('gives what the environment does not, an empty variable included', async () => {
      const service = await main({ PORT: '', JWT_ISSUER: '' }, `\ufeffNODE_ENV=test\nPORT=none\nJWT_ISSUER=a\n`);

      expect(await service.end()).toBe(1);
      expect(service.stderr).toContain('PORT must be an integer');
    });

    it.each([
      ['in UTF-16', Buffer.from('\ufeffPORT=3999\n', 'utf16le'), '  .env must be a file of text, and it is in UTF-16'],
      ['with a # in a secret', `JWT_SECRET=${'aB3'.repeat(12)}#XYZ\n`, '  .env, line 1, must have quotes'],
      ['with a misspelt name', '# mine\nDATBASE_URL=x\n', 'line 2, must not set DATBASE_URL'],
    ])('%s stops the boot, and shows no value', async (_name, content, message) => {
      const service = await start({}, content);

      expect(await service.end()).toBe(1);
      expect(service.stderr).toContain(message);
      expect(service.stdout + service.stderr).not.toMatch(/3999|aB3|XYZ/);
    });

    it('has a log line tell of a name in the environment that resembles one of the service', async () => {
      const service = await start({ JWT_SECRETS: 'aB3'.repeat(12) });
      await service.saying(/JWT_SECRETS is set but is not a variable of the service. Did you mean JWT_SECRET\?/);
      await service.saying(/Stop it with Ctrl-C/);

      expect(service.stdout).not.toContain('aB3');
      await stop(service);
    });
  });
});
