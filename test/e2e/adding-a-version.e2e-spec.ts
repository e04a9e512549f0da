import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useProjectCopy } from '../support/processes/project-copy.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';

const PAGE = readFileSync(join('docs', 'adding-an-algorithm-version.md'), 'utf8');
const ENGINE = 'src/learning-engine';
const MADE = `${ENGINE}/algorithms/mastery/v3`;
const MIGRATIONS = `${ENGINE}/database/migrations`;

const codeBlocks = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const blockWith = (text: string): string => codeBlocks.find((code) => code.includes(text))!;

/** What step 5 of the page does, as a test in the copy. */
const TRYING = `
import { useEngine } from '../support/engine/use-engine.js';

describe('the added version', () => {
  const engine = useEngine();

  it('runs when it is named, is activated, and rolled back', async () => {
    const attempts = [{ skill_id: 'a', correct: true }];
    const { runId, output } = await engine.execution.execute('mastery', { attempts }, { version: 'v3' });

    expect(output).toEqual({ skills: [{ skill_id: 'a', mastery_score: 1, mastered: true }] });
    expect(await engine.runs.getRun(runId)).toMatchObject({ status: 'SUCCESS', versionNamed: true });
    await engine.registry.activateAlgoVersion('mastery', 'v3', { reason: 'simpler to explain' });
    expect((await engine.execution.execute('mastery', { attempts })).algo.version).toBe('v3');
    await engine.registry.rollback('mastery', { reason: 'worse after all' });
    expect((await engine.registry.getActiveAlgoVersion('mastery'))!.version).toBe('v0');
  });
});
`;

describe('docs/adding-an-algorithm-version.md', () => {
  const copy = useProjectCopy();

  const run = async (...args: string[]) => {
    const env = cleanEnv({ TEST_DATABASE_URL: process.env.TEST_POSTGRES_URL });
    const command = Spawned.run(process.execPath, args, env, copy.folder());
    return { exitCode: await command.end(), stdout: command.stdout, stderr: command.stderr };
  };
  const runJest = (projects: string[], paths: string[]) =>
    run(
      ...['node_modules/jest/bin/jest.js', '--selectProjects', ...projects],
      ...['--testPathPatterns', ...paths, '--runInBand'],
    );
  const migration = () =>
    readdirSync(join(copy.folder(), MIGRATIONS)).find((name) => name.includes('seed-mastery-v3'))!;

  beforeAll(() => run(`${ENGINE}/new-algorithm.mjs`, 'mastery', 'v3'));

  it('makes a version that compiles, passes lint, and passes its spec', async () => {
    const added = [`${MADE}/*.ts`, `${MIGRATIONS}/${migration()}`, `${ENGINE}/algorithms/index.ts`];
    const files = [`${MADE}/mastery-v3.spec.ts`, `${MIGRATIONS}/engine-migrations.ts`, `${ENGINE}/doors/algorithms.ts`];
    await copy.replace('tsconfig.json', /"include": .*/, `"include": ${JSON.stringify(files)},`);

    const none = { exitCode: 0, stdout: '', stderr: '' };
    expect(await run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual(none);
    expect(await run('node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...added)).toEqual(none);
    expect(await run('node_modules/prettier/bin/prettier.cjs', '--check', ...added)).toMatchObject({ exitCode: 0 });
    expect(await runJest(['unit'], ['mastery-v3'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/Tests: +2 passed, 2 total/) as string,
    });
  });

  it('does not make a version twice, nor one without a name', async () => {
    const again = await run(`${ENGINE}/new-algorithm.mjs`, 'mastery', 'v3');
    const nameless = await run(`${ENGINE}/new-algorithm.mjs`, 'mastery');

    expect(again).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('mastery v3 is there already') as string,
    });
    expect(nameless).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Usage: npm run new:algorithm') as string,
    });
  });

  it('leads to a version that runs', async () => {
    const files = codeBlocks.flatMap((code) => {
      const name = /^\/\/ (mastery-v3\.\S+\.ts)\n/.exec(code)?.[1];
      return name ? [{ name, code }] : [];
    });
    expect(files.map(({ name }) => name)).toEqual(
      ['params', 'contract', 'algorithm', 'spec', 'fold', 'fold.spec'].map((role) => `mastery-v3.${role}.ts`),
    );
    for (const { name, code } of files) await copy.write(`${MADE}/${name}`, code);
    await copy.replace(`${MADE}/mastery-v3.algorithm.ts`, '  module:', '  fold: masteryV3Fold,\n  module:');
    await copy.replace(
      `${MADE}/mastery-v3.algorithm.ts`,
      /^/,
      "import { masteryV3Fold } from './mastery-v3.fold.js';\n",
    );
    await copy.replace('test/fixtures/recorded-folds.json', /^\{/, `{\n  ${/^"mastery v3": .*,$/m.exec(PAGE)![0]}`);
    await copy.replace(
      `${ENGINE}/algorithms/index.ts`,
      /export \{ MasteryV3Answer.*\n/,
      blockWith('export { MasteryV3Attempt'),
    );
    await copy.replace(`${MIGRATIONS}/${migration()}`, /const VERSION[^]*/, blockWith('const VERSION'));
    await copy.replace(`${MIGRATIONS}/${migration()}`, '1795000000100', migration().slice(0, 13));
    await copy.write('test/integration/added-version.int-spec.ts', TRYING);

    const checks = await runJest(
      ['unit', 'conformance', 'integration'],
      ['mastery-v3', 'versions.spec', 'migration-lists', 'added-version'],
    );

    expect(checks.stderr).toMatch(/Test Suites: 5 passed, 5 total/);
    expect(checks.exitCode).toBe(0);
  });
});
