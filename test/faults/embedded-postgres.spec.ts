import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedSandbox, isRunning, query, run, serverPid, until } from '../support/database/embedded-child.js';

describe('openEmbeddedPostgres', () => {
  let sandbox: EmbeddedSandbox;
  const strangers: ChildProcess[] = [];

  beforeEach(async () => {
    sandbox = await EmbeddedSandbox.create();
  });

  afterEach(async () => {
    strangers.splice(0).forEach((stranger) => stranger.kill('SIGKILL'));
    await sandbox.remove();
  });

  /** A process of the account that runs the server: PostgreSQL itself sees through those of others. */
  const startStranger = async (script: string) => {
    const { uid, gid } = await stat(sandbox.directory);
    const stranger = spawn('/bin/sh', ['-c', script], {
      ...(process.getuid?.() === 0 && { uid, gid }),
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    strangers.push(stranger);
    const [printed] = (await once(stranger.stdout, 'data')) as [Buffer];
    return { stranger, pid: Number(printed.toString()) };
  };

  const writeStaleFile = (pid: number, port = 1) =>
    writeFile(join(sandbox.directory, 'postmaster.pid'), `${pid}\n${sandbox.directory}\n0\n${port}\n\n127.0.0.1\n`);

  const restartKeepsData = async () => {
    const next = await sandbox.open('serve');
    expect(await query(next.superuserUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    return next;
  };

  /** A directory with something in it, and no server. */
  const makeCluster = async () => {
    const first = await sandbox.open('serve');
    await query(first.superuserUrl, 'CREATE TABLE kept AS SELECT 1 AS n');
    return first;
  };

  it('makes a cluster, stops the server when the last one leaves, and keeps the data for the next start', async () => {
    const first = await makeCluster();
    const pid = await serverPid(sandbox.directory);
    expect(first.url).toMatch(
      /^postgres:\/\/learning_service:[0-9a-f]{48}@127\.0\.0\.1:\d+\/learning_engine\?require_auth=scram-sha-256$/,
    );
    await first.leave();

    expect(await isRunning(pid!)).toBe(false);
    expect(await readdir(sandbox.folder)).toEqual(['postgres', 'postgres.pgpass']);
    await (await restartKeepsData()).leave();
  });

  it('does not depend on the host for encoding, order and time zone', async () => {
    const { url } = await sandbox.open('serve');
    const [row] = await query(
      url,
      `SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale,
              current_setting('TimeZone') AS zone, lower('Ä') AS lower
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', zone: 'UTC', lower: 'ä' });
  });

  it('takes over the server of a killed process, and stops it in the end', async () => {
    const killed = await makeCluster();
    const pid = await serverPid(sandbox.directory);
    await killed.kill();

    const next = await restartKeepsData();
    expect(next.url).toBe(killed.url);
    await next.leave();
    expect(await isRunning(pid!)).toBe(false);
  });

  it('starts again when process and server were killed', async () => {
    const killed = await makeCluster();
    const pid = await serverPid(sandbox.directory);
    await killed.kill();
    process.kill(pid!, 'SIGKILL');

    const next = await restartKeepsData();
    expect(await serverPid(sandbox.directory)).not.toBe(pid);
    await next.leave();
  });

  it('starts when an unrelated process has the id of a killed server by now, and leaves that one alone', async () => {
    await (await makeCluster()).leave();
    const { stranger, pid } = await startStranger('echo $$; exec sleep 600');
    await writeStaleFile(pid);

    await (await restartKeepsData()).leave();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  it('starts when the killed server is dead and not yet collected', async () => {
    await (await makeCluster()).leave();
    const name = join(sandbox.folder, 'bin', 'postgres'); // a process goes by the name of its file
    await mkdir(dirname(name));
    await symlink('/bin/sleep', name);
    // exec leaves a parent behind that knows nothing of its child; the shell itself would collect it
    const { stranger, pid } = await startStranger(`${name} 600 & echo $!; exec sleep 600`);
    await until(async () => (await run('ps', ['-o', 'args=', '-p', String(stranger.pid)])).startsWith('sleep'));
    process.kill(pid, 'SIGKILL');
    await until(async () => (await run('ps', ['-o', 'stat=', '-p', String(pid)])).startsWith('Z'));
    await writeStaleFile(pid);

    await (await restartKeepsData()).leave();
  });

  it('does not take the server of another directory, on the port that its own once had, for its own', async () => {
    await (await makeCluster()).leave();
    const other = await sandbox.open('serve', join(sandbox.folder, 'other'));
    // Linux shows where a server works; elsewhere one of another directory differs from ours by its port alone.
    const pid = process.platform === 'linux' ? await serverPid(other.directory) : 2 ** 22 - 1;
    await writeStaleFile(pid!, Number(new URL(other.url).port));

    const next = await restartKeepsData();
    expect(next.url).not.toBe(other.url);
    await next.leave();
    await query(other.url, 'SELECT 1');
    await other.leave();
  });

  it('rejects a second app, and names the first', async () => {
    const first = await sandbox.open('serve');
    const error = await sandbox.refusal('serve');

    expect(error).toMatchObject({ code: 'EMBEDDED_POSTGRES_IN_USE', holderPid: first.pid });
    expect(error.message).toContain(`learning-engine serve pid ${first.pid}`);
    expect(error.message).toContain(sandbox.directory);
    expect(error.message).toMatch(/DATA_DIR or DATABASE_URL/);
    await query(first.url, 'SELECT 1');
    await first.leave();
    await (await sandbox.open('serve')).leave();
  });

  it('lets a tool in beside the app, and the app keeps its server when the tool leaves', async () => {
    const app = await sandbox.open('serve');
    const tool = await sandbox.open('tool');
    expect(tool.url).toBe(app.url);
    await tool.leave();

    await query(app.url, 'SELECT 1');
    await app.leave();
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('keeps the server that a tool has started for the app that came later', async () => {
    const tool = await sandbox.open('tool');
    const pid = await serverPid(sandbox.directory);
    const app = await sandbox.open('serve');
    await tool.leave();

    await query(app.url, 'SELECT 1');
    await app.leave();
    expect(await isRunning(pid!)).toBe(false);
  });

  it('makes one cluster when two apps start at the same time, and lets one of them in', async () => {
    const both = [sandbox.start('serve'), sandbox.start('serve')];
    const answers = await Promise.all(both.map((child) => child.answer()));
    const winner = answers.findIndex(({ error }) => !error);

    expect(answers[winner]).toHaveProperty('url');
    expect(answers[1 - winner]!.error).toMatchObject({
      code: 'EMBEDDED_POSTGRES_IN_USE',
      holderPid: both[winner]!.pid,
    });
    expect(await readdir(sandbox.folder)).toEqual(['postgres', 'postgres.pgpass']);
    await both[winner]!.leave();
  });

  it('lets tools that start and end at the same time all do their work', async () => {
    const tools = Array.from({ length: 4 }, () => sandbox.start('tool'));
    for (const tool of tools) tool.process.stdin!.end(); // leaves as soon as it is in
    for (const tool of tools) {
      expect(await tool.answer()).toHaveProperty('url');
      expect(await tool.answer()).toEqual({ released: true });
    }
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('does not wait for the server that another process starts over the directory next', async () => {
    const tool = await sandbox.open('tool');
    const file = join(sandbox.directory, 'postmaster.pid');
    const left = tool.leave();
    await until(() => Promise.resolve(!existsSync(file)));
    await writeFile(file, ''); // as a server begins
    await left;
    await rm(file);
  });

  it('still holds the directory after all its connections were cut', async () => {
    const first = await sandbox.open('serve');
    const holders = `SELECT pid FROM pg_stat_activity WHERE application_name = 'learning-engine serve pid ${first.pid}'`;
    const [cut] = await query(first.superuserUrl, holders);
    await query(first.superuserUrl, `SELECT pg_terminate_backend(pid) FROM (${holders}) AS h`);
    await until(async () => (await query(first.superuserUrl, holders)).some(({ pid }) => pid !== cut!.pid));

    expect(await sandbox.refusal('serve')).toMatchObject({ holderPid: first.pid });
    await first.leave();
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('leaves quietly when its server has died', async () => {
    const first = await sandbox.open('serve');
    const pid = await serverPid(sandbox.directory);
    process.kill(pid!, 'SIGKILL');
    await until(async () => !(await isRunning(pid!)));
    await first.leave();
  });

  it('names a server that does not answer, and does not touch it', async () => {
    await (await makeCluster()).kill();
    const pid = await serverPid(sandbox.directory);
    process.kill(pid!, 'SIGSTOP');

    expect(await sandbox.refusal('tool')).toMatchObject({ code: 'EMBEDDED_POSTGRES_UNRESPONSIVE', pid });
    process.kill(pid!, 'SIGCONT');
    await (await restartKeepsData()).leave();
  });
});
