import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signToken } from '../../src/auth/sign-token.js';
import { parseEnv } from '../../src/config/load-env.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { useEmptyDatabase } from '../support/own-database.js';
import { cleanEnv, Spawned } from '../support/spawned.js';
import { useTestDatabase } from '../support/test-database.js';
import { someUser } from '../support/use-service.js';

const INFO_URL = /What is live +(http:\S+)/;

describe('npm start', () => {
  const started: Spawned[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-start-'));
    await chmod(folder, 0o711); // as root, the embedded server runs as another account, which has to get in
  });
  afterAll(async () => {
    for (const service of started) service.signalGroup('SIGTERM');
    await Promise.all(started.map((service) => service.end()));
    await rm(folder, { recursive: true, force: true });
  });

  const env = (more: NodeJS.ProcessEnv = {}) => cleanEnv({ PORT: '0', DATA_DIR: join(folder, 'data'), ...more });
  const run = (command: string, args: string[], more?: NodeJS.ProcessEnv) => {
    const spawned = Spawned.run(command, args, env(more));
    started.push(spawned);
    return spawned;
  };
  /** The built application, as `npm start` runs it once it has built it. */
  const main = (more?: NodeJS.ProcessEnv) => run(process.execPath, ['dist/main.js'], more);
  const token = async (...args: string[]) => {
    const command = run('npm', ['run', '--silent', 'token', '--', ...args]);
    expect(await command.end()).toBe(0);
    return command.stdout;
  };
  const info = async (url: string) => {
    const jwt = signToken(parseEnv({ DATA_DIR: join(folder, 'data') }), someUser, 60);
    const response = await fetch(url, { headers: { Authorization: `Bearer ${jwt}` } });
    expect(response.status).toBe(200);
    return (await response.json()) as { algorithms: { algo_key: string; active_params: object; updated_at: string }[] };
  };
  const isServerUp = () => existsSync(join(folder, 'data', 'postgres', 'postmaster.pid'));

  let firstBody: unknown;

  it('builds, starts PostgreSQL, migrates and serves; Ctrl-C stops all of it', async () => {
    const service = run('npm', ['start']);
    const [, url] = await service.saying(INFO_URL);
    await service.saying(/Stop it with Ctrl-C/);

    expect(service.stdout).toContain('npm run --silent token');
    expect(service.stdout).toMatch(
      /embedded PostgreSQL at postgres:\/\/learning_engine@127\.0\.0\.1:\d+\/learning_engine,/,
    );
    expect(service.stdout).toContain(`data in ${join(folder, 'data', 'postgres')}`);
    const body = await info(url!);
    expect(body.algorithms).toMatchObject(specV0.map(({ algo_key, params }) => ({ algo_key, active_params: params })));
    expect((await fetch(url!)).status).toBe(401);
    expect((await fetch(url!, { headers: { Authorization: `Bearer ${(await token()).trim()}` } })).status).toBe(200);
    expect(isServerUp()).toBe(true);
    firstBody = body;

    service.signalGroup('SIGINT');
    await service.end(); // the exit code is npm's, which got the signal as well
    expect(isServerUp()).toBe(false);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');
  });

  it('keeps the data between starts; SIGTERM stops all of it', async () => {
    const service = main();
    const [, url] = await service.saying(INFO_URL);

    expect(await info(url!)).toEqual(firstBody);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(isServerUp()).toBe(false);
  });

  it('comes back after a crash, with the data', async () => {
    const crashed = main();
    await crashed.saying(INFO_URL);
    crashed.signalGroup('SIGKILL');
    await crashed.end();

    const service = main();
    const [, url] = await service.saying(INFO_URL);
    expect(await info(url!)).toEqual(firstBody);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(isServerUp()).toBe(false);
  });

  it('tells a second start who uses the data, and leaves the first alone', async () => {
    const first = main();
    const [, url] = await first.saying(INFO_URL);

    const second = main();
    expect(await second.end()).toBe(1);
    expect(second.stderr).toContain(join(folder, 'data', 'postgres'));
    expect(second.stderr).toContain(String(first.pid));
    expect(second.stderr).toContain('DATABASE_URL');

    await info(url!);
    first.signal('SIGTERM');
    expect(await first.end()).toBe(0);
  });

  it('says which port is busy, and leaves nothing running', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    const service = main({ PORT: String(port) });
    const code = await service.end();
    other.close();

    expect(code).toBe(1);
    expect(service.stderr).toContain(
      `\nPort ${port} is in use. Stop what listens there, or set PORT to another one (0 takes a free one).\n`,
    );
    expect(isServerUp()).toBe(false);
  });

  it('names every bad variable at once and prints no value', async () => {
    const service = main({
      PORT: 'eighty',
      NODE_ENV: 'production',
      JWT_SECRET: 'too short',
      DATA_DIR: join(folder, 'none'),
    });

    expect(await service.end()).toBe(1);
    expect(service.stderr.match(/^ {2}\w+/gm)).toEqual(['  PORT', '  DATABASE_URL', '  JWT_SECRET']);
    expect(service.stderr).not.toMatch(/eighty|too short/);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('says which database it cannot reach, without the password', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    other.close();
    const service = main({ DATABASE_URL: `postgres://someone:hush-hush@127.0.0.1:${port}/learning` });

    expect(await service.end()).toBe(1);
    expect(service.stderr).toContain(`Cannot use the database at 127.0.0.1:${port}/learning: connect ECONNREFUSED`);
    expect(service.stdout + service.stderr).not.toContain('hush-hush');
  });

  describe('with DATABASE_URL', () => {
    const migrated = useTestDatabase();
    const empty = useEmptyDatabase();

    it('serves from that server and starts no embedded one', async () => {
      const service = main({ DATABASE_URL: migrated.url, DATA_DIR: join(folder, 'data') });
      const [, url] = await service.saying(INFO_URL);

      expect((await info(url!)).algorithms).toHaveLength(5);
      expect(isServerUp()).toBe(false);
      service.signal('SIGTERM');
      expect(await service.end()).toBe(0);
    });

    it('refuses to serve on a schema that is older than the code, and changes nothing', async () => {
      const service = main({ DATABASE_URL: empty.url });

      expect(await service.end()).toBe(1);
      expect(service.stderr).toContain('npm run migration:run');
    });

    it('migrates at boot when told so', async () => {
      const service = main({ DATABASE_URL: empty.url, MIGRATE_ON_BOOT: 'true' });
      const [, url] = await service.saying(INFO_URL);

      expect((await info(url!)).algorithms).toHaveLength(5);
      service.signal('SIGTERM');
      expect(await service.end()).toBe(0);
    });
  });

  describe('npm run --silent token', () => {
    const claimsOf = (jwt: string) =>
      JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Record<string, string & number>;

    it('prints a token and nothing else, with the claims asked for', async () => {
      const sub = randomUUID();
      const line = await token('--role', 'admin', '--sub', sub, '--ttl', '2h');

      expect(line).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
      const claims = claimsOf(line);
      expect(claims).toMatchObject({ sub, role: 'admin', iss: 'learning-engine', aud: 'learning-engine' });
      expect(claims.exp! - claims.iat!).toBe(7200);
    });

    it('makes the secret of a development folder once, for its owner alone', async () => {
      const file = join(folder, 'data', 'jwt-secret');
      const before = await readFile(file, 'utf8');
      await token();

      expect(await readFile(file, 'utf8')).toBe(before);
      expect(before).toHaveLength(43);
    });

    it.each([
      [['--ttl', 'soon'], {}, '--ttl must be a number with a unit'],
      [['--rôle', 'admin'], {}, "Unknown option '--rôle'"],
      [[], { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x', JWT_SECRET: 'x'.repeat(32) }, 'development'],
    ])('refuses %j %j with exit code 1', async (args, more, message) => {
      const command = run('npm', ['run', '--silent', 'token', '--', ...args], more);

      expect(await command.end()).toBe(1);
      expect(command.stdout).toBe('');
      expect(command.stderr).toContain(message);
    });
  });

  it('reads .env for what is not set', async () => {
    const cwd = await mkdtemp(join(folder, 'cwd-'));
    await writeFile(join(cwd, '.env'), 'PORT=nonsense\n');
    const command = run(process.execPath, [
      '-e',
      `process.chdir(${JSON.stringify(cwd)}); delete process.env.PORT; import(${JSON.stringify(join(process.cwd(), 'dist', 'main.js'))})`,
    ]);

    expect(await command.end()).toBe(1);
    expect(command.stderr).toContain('PORT must be an integer between 0 and 65535');
  });
});
