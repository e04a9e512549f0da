import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedSandbox, isRunning, query, serverPid, until } from '../support/database/embedded-child.js';

describe('the embedded server, lost by those who use it', () => {
  let sandbox: EmbeddedSandbox;
  beforeEach(async () => {
    sandbox = await EmbeddedSandbox.create();
  });
  afterEach(() => sandbox.remove());

  const works = (url: string) =>
    query(url, 'SELECT 1').then(
      () => true,
      () => false,
    );

  it('is started again at its URL when it ended by itself, and stopped in the end', async () => {
    const app = await sandbox.open('serve');
    await query(app.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS n');
    for (let time = 0; time < 2; time++) {
      const pid = (await serverPid(sandbox.directory))!;
      process.kill(pid, 'SIGKILL');
      await until(async () => !(await isRunning(pid)));
      await until(() => works(app.url));
    }
    expect(await query(app.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    const share = `SELECT FROM pg_stat_activity WHERE application_name = 'learning-engine serve pid ${app.pid}'`;
    await until(async () => (await query(app.superuserUrl, share)).length > 0);
    expect(await sandbox.refusal('serve')).toMatchObject({ code: 'EMBEDDED_POSTGRES_IN_USE', holderPid: app.pid });

    const pid = (await serverPid(sandbox.directory))!;
    await app.leave();
    expect(await isRunning(pid)).toBe(false);
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('is reported as lost for good when another command started it on another port', async () => {
    const app = await sandbox.open('serve');
    const pid = (await serverPid(sandbox.directory))!;
    app.process.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    const tool = await sandbox.open('tool');
    expect(tool.url).not.toBe(app.url);
    app.process.kill('SIGCONT');
    await until(() => Promise.resolve(app.complaint.includes('on another port. Start the service again')));
    await tool.leave();
    await app.leave();
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('is not started again over data that are gone', async () => {
    const app = await sandbox.open('serve');
    const pid = (await serverPid(sandbox.directory))!;
    process.kill(pid, 'SIGKILL');
    await until(async () => !(await isRunning(pid)));
    await rm(sandbox.directory, { recursive: true, maxRetries: 10 });
    await app.leave();
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('is stopped by the last one who leaves, wherever its folder was moved', async () => {
    const app = await sandbox.open('serve');
    const pid = (await serverPid(sandbox.directory))!;
    const moved = join(sandbox.folder, 'moved');
    await rename(sandbox.directory, moved);
    await app.leave();
    expect(await isRunning(pid)).toBe(false);
    expect(await serverPid(moved)).toBeUndefined();
  });

  it('is taken over where its folder was moved to, after the process that used it was killed', async () => {
    const killed = await sandbox.open('serve');
    await query(killed.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS n');
    const pid = (await serverPid(sandbox.directory))!;
    await killed.kill();
    const moved = join(sandbox.folder, 'moved');
    await rename(sandbox.directory, moved);
    await rename(killed.passwordFile, `${moved}.pgpass`);

    const next = await sandbox.open('serve', moved);
    expect(next.url).toBe(killed.url);
    expect(await query(next.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await next.leave();
    expect(await isRunning(pid)).toBe(false);
  });
});
