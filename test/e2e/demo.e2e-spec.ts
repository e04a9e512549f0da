import { join } from 'node:path';
import { EmbeddedChild, query } from '../support/database/embedded-child.js';
import { script } from '../support/processes/spawned.js';
import { INFO_URL, useStartSandbox } from '../support/processes/start-sandbox.js';

describe('npm run demo', () => {
  const sandbox = useStartSandbox();

  it('walks through all five algorithms with stored answers, and leaves neither a server nor a database of its own behind', async () => {
    const demo = sandbox.run('npm', ['run', '--silent', 'demo'], {
      DATABASE_URL: 'postgres://no-role@127.0.0.1:1/untouched',
    });

    expect([await demo.end(), demo.stderr]).toEqual([0, '']);
    expect(demo.stdout).toMatch(/\[#{30}] (\d+) of \1 answers/);
    for (const key of ['adaptive', 'difficulty', 'mastery', 'mistakes', 'revision']) {
      expect(demo.stdout).toMatch(new RegExp(`${key} v1 +\\w+ +SUCCESS +\\d+`));
      expect(demo.stdout).toMatch(new RegExp(`${key} +v0 +demo: the end`));
    }
    expect(demo.stdout).toMatch(/fractions-1:2 +fractions-2:2 +\d+/);
    expect(demo.stdout).toMatch(/known to (\d+ %)\.\n.* duplicate: \1\.\n +Corrected, .*: \d+ %\./);
    expect(demo.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(demo.stdout).not.toContain('FAILED');
    expect(sandbox.isServerUp()).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('takes all of it back when %s stops it on its way', async (signal) => {
    const demo = sandbox.run(process.execPath, [...script('src/cli/main.ts'), 'demo']);
    await demo.saying(/ of \d+ answers/);
    demo.signalGroup(signal);

    expect([await demo.end(), demo.stderr]).toEqual([1, '\nThe demo was stopped, and its database is gone.\n']);
    expect(demo.stdout).not.toContain('The record');
    expect(sandbox.isServerUp()).toBe(false);
    const server = new EmbeddedChild(join(sandbox.folder(), 'data', 'postgres'), 'tool');
    const { ownerUrl: url } = await server.answer();
    const databases = await query(url, 'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1');
    await server.leave();
    expect(databases).toEqual([{ datname: 'learning_engine' }, { datname: 'postgres' }]);
  });

  it('leaves a class that npm start serves, when it is kept', async () => {
    const demo = sandbox.run(process.execPath, [...script('src/cli/main.ts'), 'demo', '--keep']);
    expect([await demo.end(), demo.stderr]).toEqual([0, '']);
    expect(demo.stdout).not.toContain('rolled back');
    const [, name] = /EMBEDDED_DATABASE=(learning_demo_\w+) npm start/.exec(demo.stdout)!;
    const [, learner] = /learners\/([\da-f-]{36})/.exec(demo.stdout)!;

    const listed = sandbox.run(process.execPath, [...script('src/cli/main.ts'), 'runs', 'list'], {
      EMBEDDED_DATABASE: name,
    });
    expect([await listed.end(), listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toContain('mastery');

    const service = sandbox.main({ EMBEDDED_DATABASE: name });
    const [, info] = await service.saying(INFO_URL);
    const token = await sandbox.token('--role', 'service');
    const asked = await fetch(info!.replace('info', `learners/${learner}`), {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    expect(await asked.json()).toMatchObject({
      ...{ learner_id: learner, fresh: true, mastery: { version: 'v1' }, due: { version: 'v1' } },
      recent_answers: expect.arrayContaining([expect.objectContaining({ corrected: true })]) as unknown,
    });
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  });
});
