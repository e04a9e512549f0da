import { execFileSync } from 'node:child_process';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { BUILT, cleanEnv } from '../support/processes/spawned.js';

/** Classes of two copies are two: what one provides, the other does not find. */
describe('a process has one copy of the engine', () => {
  const database = useEmptyDatabase();

  const lastLineOf = (...args: string[]) =>
    execFileSync(process.execPath, ['--import', './test/support/processes/count-copies.mjs', ...args], {
      env: cleanEnv({ NODE_ENV: 'development', DATABASE_URL: database.url }),
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .at(-1);
  const importing = (...modules: string[]) => [
    '--input-type=module',
    '--eval',
    modules.map((name) => `await import('${name}');`).join(''),
  ];
  const fromSources = ['--conditions=source', '--import', '@swc-node/register/esm-register'];

  it.each([
    ['the built service', importing(`./${BUILT}/src/app.module.js`)],
    ['the service from its sources', [...fromSources, ...importing('./src/app.module.ts')]],
    [
      'the commands for migrations',
      [...fromSources, 'node_modules/typeorm/cli.js', 'migration:show', '-d', 'ormconfig.ts'],
    ],
  ])('%s', (_name, args) => {
    expect(lastLineOf(...args)).toBe('copies of the engine: 1');
  });

  it('is what this counts', () => {
    const again = importing(
      `./${BUILT}/src/learning-engine/errors/learning-engine.error.js`,
      `./${BUILT}/src/learning-engine/errors/learning-engine.error.js?again`,
    );

    expect(lastLineOf(...again)).toBe('copies of the engine: 2');
  });
});
