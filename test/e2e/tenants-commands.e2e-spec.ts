import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { query, until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { useServiceCommands } from '../support/processes/use-commands.js';

const KILLER = ['--import', './test/support/database/kill-at-statement.mjs'];

interface Listed {
  tenants: { name: string; schema: string; state: string; pending: number }[];
}

describe('the commands for several schools', () => {
  const database = useTestDatabase();
  const spawned = (args: readonly string[], env: NodeJS.ProcessEnv = {}, nodeArgs: string[] = []) =>
    Spawned.run(
      process.execPath,
      [...nodeArgs, ...script('src/cli/main.ts'), ...args],
      cleanEnv({ DATABASE_URL: database.url, TENANTS: 'true', ...env }),
    );
  const run = useServiceCommands(() => ({ DATABASE_URL: database.url, TENANTS: 'true' }));
  const states = async () => {
    const { tenants } = JSON.parse((await run('tenants', 'list', '--json')).stdout) as Listed;
    return Object.fromEntries(tenants.map(({ name, state }) => [name, state]));
  };
  const tablesOf = async (schema: string) =>
    (await query(database.url, `SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace`)).length;

  it('make schools, and work in the one that is named', async () => {
    expect(await run('tenants', 'create', 'north')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The tenant north is made/) as string,
    });
    expect(await run('tenants', 'create', 'south')).toMatchObject({ code: 0 });
    expect(await states()).toEqual({ north: 'served', south: 'served' });
    expect(await tablesOf('tenant_north')).toBe(await tablesOf('tenant_south'));

    const change = ['activate', 'mastery', 'v2', '--reason', 'First term'];
    expect(await run(...change, '--tenant', 'north')).toMatchObject({ code: 0 });
    const activeIn = async (name: string) => (await run('algorithms', 'mastery', '--tenant', name)).stdout;
    expect(await activeIn('north')).toMatch(/v2 +ACTIVE/);
    expect(await activeIn('south')).not.toMatch(/v2 +ACTIVE/);
    expect(await run('partitions', 'make', '--ahead', '1', '--tenant', 'north')).toMatchObject({ code: 0 });
    expect((await run('partitions', 'status', '--tenant', 'north')).stdout).toMatch(/^algo_runs_before_/m);
    expect((await run('partitions', 'status', '--tenant', 'south')).stdout).toMatch(/^Runs are in one table/);
    expect(await run('doctor', '--tenant', 'north')).toMatchObject({
      stdout: expect.not.stringContaining('SCHEMA') as string,
    });
  });

  it('reject what is no name, a name twice, and a command that is for none or for an unknown one', async () => {
    for (const name of ['', 'North', 'a_b', 'a-', 'a'.repeat(41), 'x"; DROP SCHEMA public']) {
      expect(await run('tenants', 'create', name)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^<name> must be 1 to 40/) as string,
      });
    }
    expect(await run('tenants', 'create', 'north')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/There is a tenant north already/) as string,
    });
    expect(await run('status')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--tenant <name> is required/) as string,
    });
    expect(await run('status', '--tenant', 'west')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/There is no tenant west/) as string,
    });
    await query(database.url, 'CREATE SCHEMA tenant_mine');
    expect(await run('tenants', 'create', 'mine')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has a schema tenant_mine/) as string,
    });
    expect(await states()).not.toHaveProperty('mine');

    const one = spawned(['status', '--tenant', 'north'], { TENANTS: 'false' });
    expect([await one.end(), one.stderr]).toEqual([2, expect.stringContaining('--tenant is for TENANTS=true')]);
  });

  it('finish what a kill has cut short, one school after the other', async () => {
    const killed = spawned(['tenants', 'create', 'east'], { KILL_AT: 'CREATE TABLE learners' }, KILLER);
    expect(await killed.end()).toBeNull();
    expect(await states()).toMatchObject({ east: 'unfinished', north: 'served' });
    expect(await run('status', '--tenant', 'east')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/east is not complete/) as string,
    });
    expect(await run('tenants', 'create', 'east')).toMatchObject({ code: 0 });
    expect(await states()).toMatchObject({ east: 'served' });

    const undo = `
      DROP TRIGGER learners_are_users ON learners; DROP FUNCTION learners_are_users();
      DELETE FROM migrations WHERE name = 'MakeLearnersUsers1795000000057'`;
    for (const schema of ['tenant_east', 'tenant_north', 'tenant_south']) {
      await query(database.url, `SET search_path = ${schema}; ${undo}`);
    }
    expect(await states()).toEqual({ east: 'behind', north: 'behind', south: 'behind' });
    // Its migration waits for this.
    const reader = new Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query('LOCK TABLE tenant_north.learners');
    const migrating = spawned(['tenants', 'migrate']);
    await until(() => Promise.resolve(migrating.stderr.includes('1 of 3')));
    migrating.signal('SIGKILL');
    expect(await migrating.end()).toBeNull();
    await reader.end();
    expect(migrating.stderr).toContain('1 of 3  east  1 migrations');
    expect(await states()).toEqual({ east: 'served', north: 'behind', south: 'behind' });

    const rest = await run('tenants', 'migrate');
    expect(rest).toMatchObject({ code: 0, stdout: 'Tenants: 3. Migrated just now: 2.\n' });
    expect(rest.stderr).toContain('3 of 3  south  1 migrations');
    expect(await states()).toEqual({ east: 'served', north: 'served', south: 'served' });
  });

  it('give another role the rights of the service in all schools', async () => {
    const role = `learning_service_${randomUUID().slice(0, 8)}`;
    await query(database.url, `CREATE ROLE ${role} LOGIN PASSWORD 'your-own'`);
    try {
      expect(await run('database', 'grant', role)).toMatchObject({
        code: 0,
        stdout: `The role ${role} has the rights of the service, in 3 schools, too.\n`,
      });
      const url = Object.assign(new URL(database.url), { username: role, password: 'your-own' }).href;
      for (const schema of ['tenant_east', 'tenant_north', 'tenant_south', 'public']) {
        expect(await query(url, `SELECT FROM ${schema}.algo_runs`)).toEqual([]);
        await expect(query(url, `DELETE FROM ${schema}.algo_runs`)).rejects.toThrow(/permission denied/);
      }
      expect(await query(url, 'SELECT FROM learning_tenants.tenants')).toHaveLength(3);
      await expect(query(url, 'DELETE FROM learning_tenants.tenants')).rejects.toThrow(/permission denied/);
    } finally {
      await query(database.url, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  it('retire a school with its data, restore it, and drop it only when it is retired and its name is said twice', async () => {
    const retire = ['tenants', 'retire', 'south'];
    expect(await run(...retire)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--reason <text> is required/) as string,
    });
    expect(await run('tenants', 'drop', 'south', '--confirm', 'south')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not retired/) as string,
    });
    expect(await run(...retire, '--reason', 'Closed')).toMatchObject({ code: 0 });
    expect(await states()).toMatchObject({ south: 'retired' });
    expect(await run('status', '--tenant', 'south')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/south is retired/) as string,
    });
    expect(await run('tenants', 'restore', 'south')).toMatchObject({ code: 0 });
    expect(await states()).toMatchObject({ south: 'served' });

    await run(...retire, '--reason', 'Closed');
    expect(await run('tenants', 'drop', 'south', '--confirm', 'north')).toMatchObject({ code: 2 });
    expect(await tablesOf('tenant_south')).toBeGreaterThan(0);
    expect(await run('tenants', 'drop', 'south', '--confirm', 'south')).toMatchObject({ code: 0 });
    const left = await query(database.url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%tenant_south%'");
    expect(left).toEqual([]);
    expect(await run('tenants', 'create', 'south')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is not used again/) as string,
    });
  });
});
