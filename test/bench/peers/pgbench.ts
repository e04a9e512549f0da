import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bench } from '../benchmark.js';
import { onDatabase } from '../databases.js';
import { rateOf } from '../measure.js';
import { finish, RawRunLog, start } from './raw-run-log.js';

const run = promisify(execFile);

/** Starts and ends runs on so many connections for some seconds, and says how many in a second. */
export interface RunLogLoad {
  name: string;
  rate(clients: number, seconds: number): Promise<number>;
}

/** pgbench where there is one on the PATH; otherwise the driver, with as many connections. */
export async function openLoad(bench: Bench, url: string, version: string, params: string): Promise<RunLogLoad> {
  const found = await run('pgbench', ['--version']).catch(() => undefined);
  return found ? openPgbench(bench, url, version, params) : driverLoad(url, version, params);
}

async function openPgbench(bench: Bench, url: string, version: string, params: string): Promise<RunLogLoad> {
  const folder = await mkdtemp(join(tmpdir(), 'learning-engine-pgbench-'));
  bench.defer(() => rm(folder, { recursive: true }));
  const script = join(folder, 'run.sql');
  await writeFile(script, `${start(await idOf(url), ':version', ':params')} RETURNING id \\gset\n${finish(':id')};\n`);
  return {
    name: 'pgbench',
    rate: async (clients, seconds) => {
      const threads = Math.min(clients, availableParallelism());
      const { stdout } = await run('pgbench', [
        ...['--no-vacuum', '--protocol=prepared', `--file=${script}`],
        ...['-D', `version=${version}`, '-D', `params=${params}`],
        ...[`--client=${clients}`, `--jobs=${threads}`, `--time=${Math.ceil(seconds)}`, withoutParameters(url)],
      ]);
      return Number(/^tps = ([\d.]+)/m.exec(stdout)![1]);
    },
  };
}

/** pgbench knows require_auth from PostgreSQL 16 on, and rejects what it does not know. */
function withoutParameters(url: string): string {
  const plain = new URL(url);
  plain.search = '';
  return plain.href;
}

/** Ids in the order of time are cheaper for the index, as ours are. */
const idOf = (url: string): Promise<string> =>
  onDatabase(url, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_proc WHERE proname = 'uuidv7'");
    return rowCount ? 'uuidv7()' : 'gen_random_uuid()';
  });

const driverLoad = (url: string, version: string, params: string): RunLogLoad => ({
  name: 'the driver (no pgbench found)',
  rate: async (clients, seconds) => {
    const logs = await Promise.all(Array.from({ length: clients }, () => RawRunLog.open(url, version, params)));
    const rates = await Promise.all(logs.map((log) => rateOf(seconds, 1, () => log.record())));
    await Promise.all(logs.map((log) => log.close()));
    return rates.reduce((sum, rate) => sum + rate, 0);
  },
});
