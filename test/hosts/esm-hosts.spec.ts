import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { httpAnswers, INSTALLING_MS, packedEngine, useHostFolder } from '../support/processes/packed-host.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

/** What the README says about a host of one's own, block by block. */
const section = /\n## In your own Nest app\n([\s\S]*?)\n## /.exec(readFileSync('README.md', 'utf8'))![1]!;
const blocks = [...section.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, , text]) => text!);
const [install, tsconfig, program, start, printed] = blocks as [string, string, string, string, string];

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Milliseconds of the quickest of five runs of Node. */
function quickest(...args: string[]): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - start;
  });
  return Math.min(...runs);
}

interface Lock {
  packages: Record<string, { hasInstallScript?: boolean }>;
}

/** Apps whose modules are ESM, on the newest Nest and TypeORM. They share the packages of the README's app. */
describe('an app whose modules are ESM', () => {
  const database = useEmptyDatabase();
  const other = useEmptyDatabase();
  const host = useHostFolder();
  const installed = { packages: [] as string[], scripts: [] as string[], megabytes: 0 };

  const run = (command: string, url = database.url) =>
    host.run(command, { cwd: 'my-platform', env: { DATABASE_URL: url } });

  /** What the program of the README prints, without the warnings that the settings of the tests' server bring. */
  const runProgram = async (command: string) => (await run(command)).replace(/^\[Nest\].*\n/gm, '').replace(UUID, 'id');

  beforeAll(async () => {
    await host.run(`mkdir learning-engine && cp ${packedEngine()}/*.tgz learning-engine`);
    const [pack, ...commands] = install.replaceAll('\\\n', ' ').trim().split('\n');
    expect(pack).toMatch(/^npm pack --workspace learning-engine /);
    const development = commands.pop()!;
    await host.run(commands.join('\n'), { cwd: 'learning-engine' });

    const modules = host.path('my-platform', 'node_modules');
    const { packages } = JSON.parse(host.read('my-platform/node_modules/.package-lock.json')) as Lock;
    installed.packages = Object.keys(packages);
    installed.scripts = installed.packages.filter((name) => packages[name]!.hasInstallScript);
    installed.megabytes = readdirSync(modules, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size / 1e6, 0);

    await run(
      `${development} @nestjs/platform-fastify@12 @nestjs/platform-express@12 @nestjs/swagger@12 prom-client@15 webpack@5 webpack-cli@7 publint@0.3 @arethetypeswrong/cli@0.18`,
    );
    await run(`cat > tsconfig.json <<'END'\n${tsconfig}END\ncat > app.ts <<'END'\n${program}END`);
    for (const name of ['fastify', 'http', 'webpack', 'plain-script', 'two-builds'])
      await host.copy(name, `my-platform/${name}`);
    await run('npx tsc --skipLibCheck false --outDir build && cp build/app.js webpack/');
  }, INSTALLING_MS);

  it('gets few packages, small ones, no framework for HTTP, and no script that runs when they are installed', () => {
    const frameworks = /\/(express|fastify|helmet|passport|class-transformer|swagger-ui-dist|@nestjs\/platform-\w+)$/;

    expect(installed.packages.length).toBeLessThanOrEqual(80);
    expect(installed.megabytes).toBeLessThanOrEqual(80);
    expect(installed.packages.filter((name) => frameworks.test(name))).toEqual([]);
    expect(installed.scripts).toEqual([]);
  });

  it('prints what the README says, by the program in the README', async () => {
    const command = /node --import [\s\S]*app\.ts/.exec(start)![0];

    expect(await runProgram(command)).toBe(printed.replace(UUID, 'id'));
  });

  it('compiles with the types of all packages checked', () => {
    expect(host.read('my-platform/build/app.js')).toContain('learning-engine');
  });

  it('has types and entry points that lead every kind of importer to what it can load', async () => {
    await run('npx publint node_modules/learning-engine --strict --pack false');
    await run('npx attw ../learning-engine/*.tgz');
  });

  it('has a command line, which answers nearly as quickly as Node starts', async () => {
    expect(JSON.parse(await run('npx learning-engine migrate --json', other.url))).toMatchObject({
      ran: expect.arrayContaining(['CreateEngineTables1795000000001']) as string[],
    });
    expect(JSON.parse(await run('npx learning-engine status --json || true', other.url))).toMatchObject({
      schema: { pending: [], unknown: [] },
    });

    const program = host.path('my-platform', 'node_modules', '.bin', 'learning-engine');
    expect(quickest(program, '--help')).toBeLessThan(5 * quickest('--eval', ''));
  });

  it('serves by Fastify, but not the routes of the engine, which say at boot what they need', async () => {
    expect(JSON.parse(await run('node build/fastify/main.js'))).toEqual({
      keys: ['mastery', 'revision', 'difficulty', 'adaptive', 'mistakes'],
      refused: 'LearningHttpModule needs an application on Express: @nestjs/platform-express',
    });
  });

  it('serves the routes of the engine beside its own, under its own guard', async () => {
    expect(JSON.parse(await run('node build/http/main.js'))).toEqual(httpAnswers);
  });

  it('runs as a bundle of webpack, which warns of nothing', async () => {
    const built = await run('cd webpack && npx webpack');

    expect(built).toMatch(/compiled successfully/);
    expect(await runProgram('node webpack/bundle/app.mjs')).toBe(printed.replace(UUID, 'id'));
  });

  it('computes in a plain script, with either build', async () => {
    expect(JSON.parse(await run('node plain-script/main.mjs'))).toEqual({
      imported: 0.64,
      required: 0.64,
      errors: { ofTheSameCopy: true, ofTheOtherCopy: true, othersAreNot: false },
    });
  });

  it('takes the algorithm of a library that requires the other build of the engine', async () => {
    expect(JSON.parse(await run('node two-builds/main.mjs', other.url))).toEqual([
      { score: 0.4 },
      { code: 'INVALID_INPUT', message: 'streak.days must be an integer of at least 0', isOfEngine: true },
      { code: 'INVALID_INPUT', message: 'streak.days must be days of one year', isOfEngine: true },
    ]);
  });
});
