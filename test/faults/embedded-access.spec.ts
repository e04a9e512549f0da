import { execFileSync } from 'node:child_process';
import { chmod, chown, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrationOptions } from '../../src/database/data-source-options.js';
import { EmbeddedSandbox, isRunning, query, run, serverPid, until } from '../support/database/embedded-child.js';
import { type Manner, manners, Stranger } from '../support/database/stranger.js';
import { script } from '../support/processes/spawned.js';

const isRoot = process.getuid?.() === 0;
const passwordsIn = (text: string) => text.match(/[0-9a-f]{48}/g) ?? [];
/** Passwords, and what can be tried passwords on: their MD5. */
const SECRETS = /[0-9a-f]{48}|md5[0-9a-f]{32}/;
/** Refusals that are not for the lack of a proof. */
const REFUSALS: Partial<Record<Manner, object>> = {
  'says that it is starting up': { code: '57P03' },
  'gives a false proof': { message: expect.stringContaining('server signature does not match') as string },
};
const withCredentials = (url: string, username: string, password: string) =>
  Object.assign(new URL(url), { username, password }).href;

describe('access to the embedded server', () => {
  let sandbox: EmbeddedSandbox;
  let stranger: Stranger | undefined;
  beforeEach(async () => {
    sandbox = await EmbeddedSandbox.create();
  });
  afterEach(async () => {
    stranger?.leave();
    await sandbox.remove();
  });

  it('is by password alone, on one address, for every role', async () => {
    const server = await sandbox.open('serve');
    for (const role of ['learning_engine', 'learning_owner', 'learning_service', 'postgres', 'nobody']) {
      await expect(query(withCredentials(server.url, role, ''), 'SELECT 1')).rejects.toThrow(/password/);
      await expect(query(withCredentials(server.url, role, role), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    }
    const rules = 'SELECT type, database, user_name, address, auth_method FROM pg_hba_file_rules';
    expect(await query(server.superuserUrl, rules)).toEqual([
      { type: 'host', database: ['all'], user_name: ['all'], address: '127.0.0.1', auth_method: 'scram-sha-256' },
    ]);
    expect(await query(server.superuserUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server.superuserUrl, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  });

  it('is by a service role that may do nothing beyond its tables, and by an owner that is no superuser', async () => {
    const server = await sandbox.open('serve');
    const roles = `SELECT rolname, rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls AS is_mighty, rolcreatedb
      FROM pg_roles WHERE rolname IN ('learning_owner', 'learning_service') ORDER BY 1`;
    expect(await query(server.url, roles)).toEqual([
      { rolname: 'learning_owner', is_mighty: false, rolcreatedb: true },
      { rolname: 'learning_service', is_mighty: false, rolcreatedb: false },
    ]);
    expect(await query(server.url, "SELECT pg_has_role('learning_owner', 'MEMBER') AS yes")).toEqual([{ yes: false }]);
    await expect(query(server.url, 'CREATE TABLE mine ()')).rejects.toMatchObject({ code: '42501' });
    await expect(query(server.url, "COPY (SELECT 1) TO PROGRAM 'true'")).rejects.toMatchObject({ code: '42501' });
    await query(server.ownerUrl, 'CREATE TABLE mine ()');
  });

  it('is by roles that leave at the next start what they were made members of', async () => {
    const first = await sandbox.open('serve');
    for (const statement of [
      'GRANT learning_engine, pg_execute_server_program TO learning_service',
      'GRANT pg_write_server_files TO learning_owner WITH ADMIN OPTION',
      'SET ROLE learning_owner; GRANT pg_write_server_files TO learning_service',
    ])
      await query(first.superuserUrl, statement);
    await query(first.url, "SET ROLE learning_engine; COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'");
    await first.leave();

    const second = await sandbox.open('serve');
    const memberships = `SELECT pg_get_userbyid(roleid) AS role FROM pg_auth_members
      WHERE pg_get_userbyid(member) IN ('learning_owner', 'learning_service')`;
    expect(await query(second.superuserUrl, memberships)).toEqual([]);
    await expect(query(second.url, 'SET ROLE learning_engine')).rejects.toMatchObject({ code: '42501' });
    await second.leave();
  });

  it('shows its passwords in no list of processes, no log, and no file that others can read', async () => {
    const server = await sandbox.open('serve');
    await expect(query(server.url, 'nonsense')).rejects.toThrow();
    const passwords = passwordsIn(await readFile(server.passwordFile, 'utf8'));
    expect(new Set(passwords).size).toBe(3);

    const shown = await run('ps', ['-eo', 'args=']);
    const log = await readFile(join(server.directory, 'server.log'), 'utf8');
    for (const password of passwords) expect(`${shown}${log}`.includes(password)).toBe(false);
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await mode(server.passwordFile)).toBe(0o600);
    expect(await mode(server.directory)).toBe(0o700);
    expect(await mode(join(server.directory, 'server.log'))).toBe(0o600);
    expect((await stat(server.passwordFile)).uid).toBe(process.getuid!());
    // Root lends the server an account that no other server of the machine runs as; that account has not the passwords.
    if (isRoot)
      expect(await run('ps', ['-o', 'user=', '-p', String(await serverPid(server.directory))])).toMatch(/^nobody/);
  });

  /** As whom a killed process of an earlier version may have left its server. */
  const accounts =
    isRoot && /^postgres:/m.test(execFileSync('cat', ['/etc/passwd'], { encoding: 'utf8' })) ? ['', 'postgres'] : [''];
  const leaveOpenServer = (account = '') => {
    const args = [...script('test/support/database/open-cluster.cli.ts'), sandbox.directory, account].filter(Boolean);
    return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
  };

  it.each(accounts)(
    'is closed where an earlier version let everybody in, and the data stay (account "%s")',
    async (account) => {
      const open = leaveOpenServer(account);
      const pid = (await serverPid(sandbox.directory))!;
      await query(open, 'SELECT 1');

      const server = await sandbox.open('serve');
      expect(await isRunning(pid)).toBe(false);
      await expect(query(open, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await expect(query(withCredentials(server.url, 'learning_engine', ''), 'SELECT 1')).rejects.toThrow(/password/);
      await expect(query(withCredentials(server.url, 'planted', 'planted'), 'SELECT 1')).rejects.toMatchObject({
        code: '28P01',
      });
      await query(
        server.ownerUrl,
        'INSERT INTO kept (n) VALUES (kept()); ALTER TABLE kept ADD m int; DROP FUNCTION kept()',
      );
      expect(await query(server.ownerUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }, { n: 1 }]);
      await server.leave();
    },
  );

  it('is not taken from those who use a server of an earlier version', async () => {
    const open = leaveOpenServer();
    const user = new Client({ connectionString: open.replace(/learning_engine$/, 'postgres') });
    await user.connect();
    await user.query('SELECT pg_advisory_lock_shared(27749, 1)'); // as every process of that version holds it

    const error = await sandbox.refusal('serve');
    expect(error).toMatchObject({ code: 'EMBEDDED_POSTGRES_UNPROTECTED', pid: await serverPid(sandbox.directory) });
    await user.query('SELECT 1');
    await user.end();
    await (await sandbox.open('serve')).leave();
  });

  it('is not betrayed to a stranger who listens on the port of a server that has ended', async () => {
    await (await sandbox.open('serve')).leave();
    for (const manner of manners) {
      stranger = await Stranger.listen(manner);
      await writeFile(
        join(sandbox.directory, 'postmaster.pid'),
        `4194303\n${sandbox.directory}\n0\n${stranger.port}\n\n127.0.0.1\n`,
      );

      const server = await sandbox.open('serve');
      expect(stranger.heard).toContain('learning_engine');
      expect(stranger.heard).not.toMatch(SECRETS);
      await server.leave();
      stranger.leave();
    }
  });

  it('is not betrayed by those who use a server that has ended, to a stranger who listens in its place', async () => {
    const { url, ownerUrl } = await sandbox.open('serve');
    for (const manner of manners) {
      stranger = await Stranger.listen(manner);
      const misled = (right: string) => Object.assign(new URL(right), { port: String(stranger!.port) }).href;
      for (const options of [dataSourceOptions(misled(url)), migrationOptions(misled(ownerUrl))]) {
        const error = await new DataSource(options).initialize().catch((reason: unknown) => reason);
        expect(error).toMatchObject(REFUSALS[manner] ?? { code: '08001' });
      }
      expect(stranger.heard).not.toMatch(SECRETS);
      expect(stranger.heard).not.toContain('SELECT');
      await until(() => Promise.resolve(stranger!.guests === 0));
      stranger.leave();
    }
  });

  const spoil: [string, (file: string) => Promise<void>][] = [
    ['is open to others', (file) => chmod(file, 0o640)],
    [
      'is a link',
      async (file) => {
        await rename(file, `${file}.there`);
        await symlink(`${file}.there`, file);
      },
    ],
    ['holds something else', (file) => writeFile(file, '127.0.0.1:*:*:learning_engine:secret\n')],
    ...(isRoot
      ? [
          ['belongs to another account', (file: string) => chown(file, 1, 1)] as [
            string,
            (file: string) => Promise<void>,
          ],
        ]
      : []),
  ];
  it.each(spoil)('is rejected when the file of the passwords %s', async (_what, change) => {
    const first = await sandbox.open('serve');
    await first.leave();
    await change(first.passwordFile);

    const error = await sandbox.refusal('serve');
    expect(error.code).toBe('EMBEDDED_POSTGRES_PASSWORD_FILE');
    expect(error.message).toContain(first.passwordFile);
    expect(await serverPid(sandbox.directory)).toBeUndefined();
  });

  it('is by new passwords when the file was lost, from the next start of the server on', async () => {
    const first = await sandbox.open('serve');
    await rm(first.passwordFile);
    expect((await sandbox.refusal('tool')).message).toMatch(/it was started with other passwords/);
    await query(first.url, 'SELECT 1');
    await first.leave();

    const second = await sandbox.open('serve');
    const { username, password } = new URL(first.url);
    await expect(query(withCredentials(second.url, username, password), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await query(second.url, 'SELECT 1');
    await second.leave();
    await until(async () => (await readdir(sandbox.folder)).length === 2); // the folder and the passwords, no more
  });
});
