import { httpAnswers, INSTALLING_MS, packedEngine, useHostFolder } from '../support/processes/packed-host.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

/**
 * An app as `nest new` makes it: the files of @nestjs/schematics 11, with their Jest, their unit test and their e2e test unchanged,
 * and TypeORM 0.3.
 */
describe('an app whose modules are CommonJS', () => {
  const database = useEmptyDatabase();
  const host = useHostFolder();

  const run = (command: string) => host.run(command, { cwd: 'app', env: { DATABASE_URL: database.url } });

  beforeAll(async () => {
    await host.copy('commonjs-jest', 'app');
    await host.copy('http', 'app/src/http');
    await run(`npm install ${packedEngine()}/*.tgz @nestjs/swagger@11 prom-client@15`);
    await run('npx tsc -p tsconfig.build.json --skipLibCheck false');
  }, INSTALLING_MS);

  it('passes its unit tests without a database, with the engine imported and with the engine for tests', async () => {
    const results = await run('DATABASE_URL= npx jest --testTimeout 60000 --json');

    expect(JSON.parse(results)).toMatchObject({ numPassedTests: 5, numPassedTestSuites: 2, success: true });
  });

  it('passes its e2e tests, with the engine in the app', async () => {
    await run('npx jest --config test/jest-e2e.json --testTimeout 60000');
  });

  it('compiles with the types of all packages checked', () => {
    expect(host.read('app/dist/app.module.js')).toContain('learning-engine');
  });

  it('computes in threads', async () => {
    expect((await run('node dist/streak.js')).trim().split('\n')).toEqual([
      '{"score":0.2,"isMainThread":true}',
      '{"score":0.2,"isMainThread":false}',
    ]);
  });

  it('serves the routes of the engine beside its own, under its own guard', async () => {
    expect(JSON.parse(await run('node dist/http/main.js'))).toEqual(httpAnswers);
  });

  it('gives its algorithms and its database to the command line', async () => {
    const app = '--json --app dist/app.module.js';

    expect(JSON.parse(await run(`npx learning-engine migrate ${app}`))).toEqual({ ran: [] });
    expect(JSON.parse(await run(`npx learning-engine algorithms mastery ${app}`))).toMatchObject({
      versions: [{ version: 'v0' }, { version: 'v1', is_registered: true }, { version: 'v2' }],
    });
    expect(JSON.parse(await run(`npx learning-engine status ${app} || true`))).toMatchObject({
      schema: { pending: [], unknown: [] },
    });
  });
});
