import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { specV0 } from '../fixtures/spec-v0.js';
import { query } from '../support/database/embedded-child.js';
import { SERVICE } from '../support/processes/spawned.js';
import { INFO_URL, useStartSandbox } from '../support/processes/start-sandbox.js';

describe('npm start', () => {
  const { run, main, token, info, folder, isServerUp } = useStartSandbox();

  let firstBody: unknown;

  it('builds, starts PostgreSQL, migrates and serves; Ctrl-C stops all of it', async () => {
    const service = run('npm', ['start']);
    const [, url] = await service.saying(INFO_URL);
    await service.saying(/Stop it with Ctrl-C/);

    expect(service.stdout).toMatch(
      /embedded PostgreSQL at postgres:\/\/learning_service@127\.0\.0\.1:\d+\/learning_engine,/,
    );
    expect(service.stdout).toContain(`data in ${join(folder(), 'data', 'postgres')}`);
    const body = await info(url!);
    expect(body.algorithms).toMatchObject(specV0.map(({ algo_key, params }) => ({ algo_key, active_params: params })));
    expect((await fetch(url!)).status).toBe(401);
    expect((await fetch(url!, { headers: { Authorization: `Bearer ${(await token()).trim()}` } })).status).toBe(200);
    expect(isServerUp()).toBe(true);

    const [activate, compute] = [...service.stdout.matchAll(/^ {2}(?:npm run|curl)[\s\S]*?(?=\n\n)/gm)].map(
      ([step]) => step,
    );
    for (const [step, said] of [
      [activate!, 'mastery: v2 is active with set'],
      [compute!, '"p_correct":0.660595'],
    ] as const) {
      const command = run('bash', ['-c', step]);
      await command.end();
      expect(command.stdout).toContain(said);
    }
    firstBody = await info(url!);

    const shown = run('npm', ['run', '--silent', 'database:url']);
    expect(await shown.end()).toBe(0);
    const sessions = await query(
      shown.stdout.trim(),
      'SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database()',
    );
    expect(sessions).toEqual([{ usename: 'learning_service' }]);
    expect(service.stdout).not.toContain(new URL(shown.stdout).password);

    service.signalGroup('SIGINT');
    await service.end(); // the exit code is npm's, which got the signal as well
    expect(isServerUp()).toBe(false);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');
  });

  it.each([
    [1, [], 'The embedded PostgreSQL is not running. Start the service first: npm start\n'],
    [2, ['--password'], 'See npm run cli -- database url --help'],
  ])('prints no URL of a database that is not there, with exit code %i', async (code, args, message) => {
    const command = run('npm', ['run', '--silent', 'database:url', '--', ...args]);
    expect([await command.end(), command.stdout]).toEqual([code, '']);
    expect(command.stderr).toContain(message);
    expect(isServerUp()).toBe(false);
  });

  it('keeps the data between starts; SIGTERM stops all of it', async () => {
    const service = main();
    const [, url] = await service.saying(INFO_URL);

    expect(await info(url!)).toEqual(firstBody);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
    expect(isServerUp()).toBe(false);
  });

  it('stops all of it when a process manager ends npm alone', async () => {
    const service = run('npm', ['run', 'start:prod']);
    const [, url] = await service.saying(INFO_URL);

    service.signal('SIGTERM');
    await service.end(); // all that share its output have ended, not npm alone
    expect(isServerUp()).toBe(false);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stops on %s while it starts, and leaves nothing behind',
    async (signal) => {
      const service = main({ LOG_LEVEL: 'debug' });
      await service.saying(/Starting Nest application/); // PostgreSQL is up by then
      service.signal(signal);

      expect(await service.end()).toBe(0);
      expect(isServerUp()).toBe(false);
    },
  );

  it('does not wait for connections that ask for nothing, and takes a second signal calmly', async () => {
    const service = main();
    const [, url] = await service.saying(INFO_URL);
    const { port } = new URL(url!);
    const silent = connect(Number(port));
    const half = connect(Number(port));
    half.write('GET /v1/learning/info HTTP/1.1\r\nHost: x\r\n');
    for (const socket of [silent, half]) socket.on('error', () => undefined);
    await info(url!); // the two are connected by now

    service.signal('SIGTERM');
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
    expect(second.stderr).toContain(join(folder(), 'data', 'postgres'));
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
      DATA_DIR: join(folder(), 'none'),
    });

    expect(await service.end()).toBe(1);
    expect(service.stderr.match(/^ {2}\w+/gm)).toEqual(['  PORT', '  DATABASE_URL', '  JWT_SECRET']);
    expect(service.stderr).not.toMatch(/eighty|too short/);
    expect(existsSync(join(folder(), 'none'))).toBe(false);
  });

  it('says which database it cannot reach, without the password', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    other.close();
    const service = main({ DATABASE_URL: `postgres://someone:hush-hush@127.0.0.1:${port}/learning` });

    expect(await service.end()).toBe(1);
    expect(service.stderr).toContain(`Cannot use the database at 127.0.0.1:${port}/learning: connect ECONNREFUSED`);
    expect(service.stderr.trim().split('\n')).toHaveLength(1);
    expect(service.stdout + service.stderr).not.toContain('hush-hush');
  });

  it('reads .env for what is not set', async () => {
    const cwd = await mkdtemp(join(folder(), 'cwd-'));
    await writeFile(join(cwd, '.env'), 'PORT=nonsense\n');
    const start = `process.chdir(${JSON.stringify(cwd)}); delete process.env.PORT; import(${JSON.stringify(resolve(SERVICE.at(-1)!))})`;
    const command = run(process.execPath, ['-e', start], { NODE_ENV: 'development' });

    expect(await command.end()).toBe(1);
    expect(command.stderr).toContain('PORT must be an integer between 0 and 65535');
  });
});
