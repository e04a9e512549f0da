import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Benchmark } from './benchmark.js';
import { benchmarks } from './benchmarks/index.js';
import { Databases } from './databases.js';
import { describeMachine } from './machine.js';
import { type Options, readCommandLine } from './options.js';
import { chart } from './report/chart.js';
import { markdownPage, textTable } from './report/table.js';
import { merge, readResults, type Result, writeResults } from './results.js';
import { type Row } from './rounds.js';
import { withServer } from './server.js';

/** The benchmark that runs. */
let child: ChildProcess | undefined;
let isStopped = false;

/** `npm run bench -- [name …] [--list] [--rounds n] [--seconds n] [--rows n] [--executes n] [--out folder]` */
async function main(): Promise<void> {
  const { names, list, out, options } = readCommandLine(process.argv.slice(2));
  const chosen = choose(names);
  if (list) {
    for (const { name, description, peer } of chosen)
      process.stdout.write(`${name}: ${description}. Against ${peer}.\n`);
    return;
  }
  await withServer(process.env.DATABASE_URL, async (serverUrl) => {
    const databases = Databases.on(serverUrl);
    const results: Result[] = [];
    try {
      for (const benchmark of chosen) {
        if (isStopped) throw new Error('Stopped.');
        process.stderr.write(`${benchmark.name}\n`);
        results.push(await measure(benchmark, serverUrl, databases.prefix, options));
      }
    } finally {
      await databases.dropAll();
    }
    await report(serverUrl, results, out);
  });
}

/** All, or those with these names or beginnings of names: `run-log` for both of them. */
function choose(names: string[]): Benchmark[] {
  const matches = (name: string) => benchmarks.filter((one) => one.name === name || one.name.startsWith(`${name}-`));
  const unknown = names.find((name) => matches(name).length === 0);
  if (unknown !== undefined) throw new Error(`There is no benchmark ${unknown}: see npm run bench -- --list`);
  const wanted = new Set(names.flatMap(matches));
  return names.length === 0 ? benchmarks : benchmarks.filter((one) => wanted.has(one));
}

async function measure(benchmark: Benchmark, serverUrl: string, prefix: string, options: Options): Promise<Result> {
  const { name, description, peer } = benchmark;
  const task = JSON.stringify({ name, serverUrl, prefix, options });
  child = spawn(process.execPath, ['--expose-gc', ...process.execArgv, join(import.meta.dirname, 'one.cli.ts'), task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout!), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`The benchmark ${name} failed. Its message is above.`);
  const rows = JSON.parse(output) as Row[];
  return { name, description, peer, measuredAt: new Date().toISOString(), settings: options, rows };
}

async function report(serverUrl: string, found: Result[], out: string): Promise<void> {
  process.stdout.write(`${textTable(found)}\n`);
  await mkdir(out, { recursive: true });
  const file = join(out, 'results.json');
  const now = { machine: await describeMachine(serverUrl), benchmarks: found };
  const all = merge(
    await readResults(file),
    now,
    benchmarks.map(({ name }) => name),
  );
  await writeResults(file, all);
  await writeFile(join(out, 'chart.svg'), chart(all));
  await writeFile(join(out, 'results.md'), markdownPage(all));
}

// The benchmark ends; then the databases and the server are tidied up as after any failure.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopped = true;
    child?.kill();
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
process.exit();
