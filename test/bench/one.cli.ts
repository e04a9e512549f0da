/**
 * One benchmark, in a process of its own, so that neither its heap nor what the compiler has learnt is another's. Takes
 * a `Task` as JSON, and prints the rows as JSON.
 */
import 'reflect-metadata';
import { type Bench } from './benchmark.js';
import { benchmarks } from './benchmarks/index.js';
import { Databases } from './databases.js';
import { type Options } from './options.js';
import { compare, type Row } from './rounds.js';

export interface Task {
  name: string;
  serverUrl: string;
  prefix: string;
  options: Options;
}

const { name, serverUrl, prefix, options } = JSON.parse(process.argv[2]!) as Task;
const benchmark = benchmarks.find((candidate) => candidate.name === name)!;
const databases = new Databases(serverUrl, prefix);
const deferred: (() => unknown)[] = [];
const bench: Bench = {
  options,
  database: () => databases.create(),
  sharedDatabase: (shared, fill) => databases.ensure(shared, fill),
  defer: (work) => deferred.push(work),
  say: (text) => process.stderr.write(`  ${text}\n`),
};

try {
  const rows: Row[] = [];
  for (const comparison of await benchmark.prepare(bench)) {
    bench.say(comparison.what);
    rows.push(await compare(comparison, benchmark.rounds ?? options.rounds));
  }
  process.stdout.write(JSON.stringify(rows));
} finally {
  for (const work of deferred.reverse()) await work();
}
