import { writeFile } from 'node:fs/promises';
import { onServer, useEmptyDatabase } from '../support/database/own-database.js';
import { useHostFolder } from '../support/processes/packed-host.js';
import { spawnCommand, useCommands } from '../support/processes/use-commands.js';

const because = ['--reason', 'A first try'];
const schedule = ['schedules', 'set', 'nightly', '--kind', 'runs.verify-checksums'];

describe('learning-engine rejects', () => {
  const database = useEmptyDatabase();
  const files = useHostFolder();
  const run = useCommands(database);
  beforeAll(() => run(['migrate']));
  const spawn = (args: readonly string[]) => spawnCommand(args, database.url);

  it.each([
    [['activate', 'mastery', 'v1'], '--reason <text> is required'],
    [['activate', 'mastery', ...because], '<version> is required'],
    [['activate', 'mastery', 'v1', ...because, '--as', 'me'], '--as must be a UUID'],
    [['activate', 'mastery', 'v1', ...because, '--version', 'v1'], "Unknown option '--version'"],
    [['restore', 'mastery', ...because], 'Either --activation <id> or --as-of <instant> is required'],
    [
      ['params', 'create', 'mastery', 'v1', '--params', '{"p_init": 0.1, "p_init": 0.9}'],
      '/p_init must not be given twice',
    ],
    [['runs', 'list', '--limit', '500'], '--limit must be an integer from 1 to 200'],
    [['runs', 'list', '--user', 'me'], '--user must be a UUID'],
    [[...schedule, '--cron', '0 0 31 2 *', '--zone', 'UTC'], '--cron must come round'],
    [[...schedule, '--cron', '30 2 * * *', '--zone', 'Europe/Bonn'], '--zone must be a time zone'],
    [
      [...schedule, '--cron', '30 2 * * *', '--zone', 'UTC', '--catch-up', 'all'],
      '--catch-up must be one of once, none',
    ],
    [[...schedule, '--cron', '30 2 * * *', '--zone', 'UTC', '--as', 'me'], '--as must be a UUID'],
    [['params'], 'Name a command:'],
    [['activat'], 'There is no command activat.'],
    [['status', '--database-url', ''], 'Set DATABASE_URL', spawn],
    [['status', '--database-url', 'mysql://x/y'], '--database-url must be a URL such as postgres://', spawn],
    [['status', '--app', 'no-such-file.js'], '--app must name a built module: Cannot find module', spawn],
    [['status', '--app', 'test'], '--app must name a built module: Directory import', spawn],
    [['status', '--app', 'jest.config.mjs'], '--app must name a file that exports AppModule', spawn],
  ])('%j is wrong usage, with exit code 2', async (args, message, how = run) => {
    const { code, stdout, stderr } = await how(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^See learning-engine .*--help$/m);
  });

  it.each([
    ['algorithms none', 'The registry has no algorithm none.'],
    ['activations none', 'The registry has no algorithm none.'],
    ['runs list --key none', 'The registry has no algorithm none.'],
    ['params show none', 'There is no parameter set with id none.'],
    ['params list mastery none', 'The registry has no mastery none.'],
    ['runs show none', 'There is no run with id none.'],
    ['schedules show none', 'There is no schedule none.'],
    ['schedules disable none', 'There is no schedule none.'],
  ])('%s: there is none, which is exit code 1', async (command, message) => {
    const { code, stdout, stderr } = await run(command.split(' '));

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['nonsense', 'DATABASE_URL must be a URL such as postgres://'],
    ['postgres://a b@/x', 'DATABASE_URL must not have blanks'],
    ['postgres://x:99999/y', 'DATABASE_URL must be a URL such as postgres://'],
    ['postgres://x/y?sslrootcert=/nowhere', 'DATABASE_URL must be corrected after the ?: sslrootcert'],
    ['postgres://x/y?schema=z', 'DATABASE_URL must be corrected after the ?: schema'],
  ])('the URL %s, which is wrong usage', async (url, message) => {
    const { code, stdout, stderr } = await run(['migrate'], url);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('asks for an app that imports the engine', async () => {
    const file = files.path('no-engine.mjs');
    await writeFile(file, 'export class AppModule {}');
    const { code, stdout, stderr } = await spawn(['status', '--app', file]);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--app must name a module that imports LearningEngineModule\nSee /);
  });

  it('says which database it cannot use and why, without the password and without a stack', async () => {
    const role = `role_${new URL(database.url).pathname.slice(1)}`;
    const as = (username: string, change = {}) =>
      Object.assign(new URL(database.url), { username, password: 'hush', ...change }).href;
    const rejected = async (command: string, url: string) => {
      const { code, stdout, stderr } = await run(command.split(' '), url);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^Cannot use the database at .*\n$/);
      expect(stderr).not.toContain('hush');
      return stderr;
    };

    await onServer((client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hush'`));
    try {
      for (const command of ['status', 'migrate']) {
        expect(await rejected(command, 'postgres://me:hush@127.0.0.1:1/school')).toContain('127.0.0.1:1/school');
        expect(await rejected(command, as('no_such_role'))).toMatch(/does not accept this role|password is wrong/);
      }
      expect(await rejected('status', 'postgres://me:hush@db.invalid/school')).toContain(
        'The name of the host is not known',
      );
      expect(await rejected('algorithms', as(role, { pathname: '/there_is_none' }))).toContain('no such database');
      expect(await rejected('runs list', as(role))).toContain('The role lacks a right');
    } finally {
      await onServer((client) => client.query(`DROP ROLE ${role}`));
    }
  });
});
