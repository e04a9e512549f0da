import { INSTALLING_MS, packedEngine, useHostFolder } from '../support/processes/packed-host.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

/**
 * An app as `nest new` makes it: the files of @nestjs/schematics 12, with their Vitest, their unit test and their e2e test unchanged.
 * pnpm installs it: a package finds only what its own package.json names. swc builds it.
 */
describe('an app of pnpm, Vitest and swc', () => {
  const database = useEmptyDatabase();
  const host = useHostFolder();

  const run = (command: string) => host.run(command, { cwd: 'app', env: { DATABASE_URL: database.url } });
  const pnpm = (args: string) => run(`../tool/node_modules/.bin/pnpm ${args}`);

  beforeAll(async () => {
    await host.copy('esm-vitest', 'app');
    await host.run('mkdir tool && npm install --prefix tool pnpm@10');
    await pnpm(`add --store-dir ${host.path('store')} ${packedEngine()}/*.tgz`);
  }, INSTALLING_MS);

  it('passes its unit test, with the engine imported', async () => {
    await pnpm('test --testTimeout 60000');
  });

  it('passes its e2e tests, with the engine in the app', async () => {
    await pnpm('test:e2e --testTimeout 60000');
  });

  it('compiles with the types of all packages checked', async () => {
    await pnpm('exec tsc -p tsconfig.build.json --noEmit --skipLibCheck false');
  });

  it('is built by swc, and gives its algorithms and its database to the command line', async () => {
    await pnpm('build');

    expect(JSON.parse(await pnpm('exec learning-engine migrate --json --app dist/app.module.js'))).toEqual({ ran: [] });
    expect(
      JSON.parse(await pnpm('exec learning-engine algorithms mastery --json --app dist/app.module.js')),
    ).toMatchObject({
      versions: [
        { version: 'v0', status: 'ACTIVE' },
        { version: 'v1', is_registered: true },
        { version: 'v2', is_registered: true },
      ],
    });
  });
});
