import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onServer, useEmptyDatabase } from '../support/database/own-database.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';
import { useTestDatabase } from '../support/database/test-database.js';

const bench =
  (...args: string[]) =>
  (DATABASE_URL?: string) =>
    Spawned.run('npm', ['run', '--silent', 'bench', '--', ...args], cleanEnv(DATABASE_URL ? { DATABASE_URL } : {}));

describe('npm run bench', () => {
  const empty = useEmptyDatabase();
  const used = useTestDatabase();
  let out: string;

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'learning-engine-bench-out-'));
  });
  afterAll(() => rm(out, { recursive: true }));

  it('lists a benchmark for each file', async () => {
    const list = bench('--list')();
    const files = (await readdir('test/bench/benchmarks')).filter((file) => file !== 'index.ts');

    expect([await list.end(), list.stderr]).toEqual([0, '']);
    const listed = list.stdout.trimEnd().split('\n');
    expect(listed.map((line) => `${line.split(':')[0]}.ts`).sort()).toEqual(files.sort());
  });

  it('measures both sides, writes what it found, and leaves no database behind', async () => {
    const run = bench('resolve', '--rounds', '1', '--seconds', '0.05', '--out', out)(empty.url);

    expect(await run.end()).toBe(0);
    expect(run.stdout).toMatch(
      /^resolve +resolveActive +[\d.,]+ calls\/s +[\d.,]+ calls\/s +[\d.,]+ .*≥ 100 +(yes|no)$/m,
    );
    const { benchmarks } = JSON.parse(await readFile(join(out, 'results.json'), 'utf8')) as { benchmarks: object[] };
    expect(benchmarks).toMatchObject([{ name: 'resolve', settings: { rounds: 1 }, rows: [{ unit: 'calls/s' }] }]);
    expect(await readFile(join(out, 'results.md'), 'utf8')).toContain('| resolve | resolveActive |');
    expect(await readFile(join(out, 'chart.svg'), 'utf8')).toContain('resolve: resolveActive');
    const left = await onServer((client) =>
      client.query("SELECT datname FROM pg_database WHERE starts_with(datname, 'learning_bench_')"),
    );
    expect(left.rows).toEqual([]);
  });

  it('touches no database that holds anything', async () => {
    const run = bench('resolve', '--out', out)(used.url);

    expect([await run.end(), run.stderr]).toEqual([
      1,
      'The database of DATABASE_URL is not empty: name an empty one.\n',
    ]);
  });

  it.each([
    [['nothing'], 'There is no benchmark nothing'],
    [['--rounds', '0'], '--rounds must be a positive number'],
    [['--fast'], "Unknown option '--fast'"],
  ])('rejects %j', async (args, message) => {
    const run = bench(...args)();

    expect(await run.end()).toBe(1);
    expect(run.stderr).toContain(message);
  });
});
