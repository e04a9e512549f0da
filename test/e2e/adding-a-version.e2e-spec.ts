import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useProjectCopy } from '../support/processes/project-copy.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';

const PAGE = readFileSync(join('docs', 'adding-an-algorithm-version.md'), 'utf8');
const ALGORITHMS = 'src/learning-engine/algorithms';
const MIGRATIONS = 'src/learning-engine/database/migrations';

const codeBlocks = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const blockWith = (text: string): string => codeBlocks.find((code) => code.includes(text))!;
const firstMatch = (pattern: RegExp, text = PAGE): string => pattern.exec(text)![1]!;

/** What step 5 of the page does, as a test in the copy. */
const TRYING = `
import { useEngine } from '../support/engine/use-engine.js';

describe('the added version', () => {
  const engine = useEngine();

  it('runs when it is named, is activated, and rolled back', async () => {
    const attempts = [{ skill_id: 'a', correct: true }];
    const { runId, output } = await engine.execution.execute('mastery', { attempts }, { version: 'v2' });

    expect(output).toEqual({ skills: [{ skill_id: 'a', mastery_score: 1, mastered: true }] });
    expect(await engine.runs.getRun(runId)).toMatchObject({ status: 'SUCCESS', versionNamed: true });
    await engine.registry.activateAlgoVersion('mastery', 'v2', { reason: 'simpler to explain' });
    expect((await engine.execution.execute('mastery', { attempts })).algo.version).toBe('v2');
    await engine.registry.rollback('mastery', { reason: 'worse after all' });
    expect((await engine.registry.getActiveAlgoVersion('mastery'))!.version).toBe('v0');
  });
});
`;

describe('docs/adding-an-algorithm-version.md', () => {
  const copy = useProjectCopy();

  it('leads to a version that runs', async () => {
    const files = codeBlocks.flatMap((code) => {
      const name = /^\/\/ (mastery-v2\.\S+\.ts)\n/.exec(code)?.[1];
      return name ? [{ name, code }] : [];
    });
    expect(files.map(({ name }) => name)).toEqual(
      ['params', 'contract', 'algorithm', 'spec'].map((role) => `mastery-v2.${role}.ts`),
    );
    for (const { name, code } of files) await copy.write(`${ALGORITHMS}/mastery/v2/${name}`, code);

    const line = blockWith('export const builtInAlgorithms');
    await copy.wrap(`${ALGORITHMS}/index.ts`, 'import ', `${firstMatch(/^(import .*)$/m, line)}\n`);
    await copy.wrap(
      `${ALGORITHMS}/index.ts`,
      'builtInAlgorithms = [',
      '',
      `\n${firstMatch(/^( {2}MasteryV2.*)$/m, line)}`,
    );

    const file = firstMatch(/`src\/learning-engine\/database\/migrations\/(\S+)\.ts`/);
    const migration = blockWith('implements MigrationInterface');
    const migrationClass = firstMatch(/export class (\w+)/, migration);
    await copy.write(`${MIGRATIONS}/${file}.ts`, migration);
    await copy.wrap(
      `${MIGRATIONS}/engine-migrations.ts`,
      '\n/**',
      `import { ${migrationClass} } from './${file}.js';\n`,
    );
    await copy.wrap(`${MIGRATIONS}/engine-migrations.ts`, '\n];', `\n  ${migrationClass},`);
    await copy.write('test/integration/added-version.int-spec.ts', TRYING);

    const checks = Spawned.run(
      process.execPath,
      [
        ...['node_modules/jest/bin/jest.js', '--selectProjects', 'unit', 'conformance', 'integration'],
        ...['--testPathPatterns', 'mastery-v2', 'versions.spec', 'migration-lists', 'added-version', '--runInBand'],
      ],
      cleanEnv({ TEST_DATABASE_URL: process.env.TEST_POSTGRES_URL }),
      copy.folder(),
    );
    const exitCode = await checks.end();

    expect(checks.stderr).toMatch(/Test Suites: 4 passed, 4 total/);
    expect(exitCode).toBe(0);
  });
});
