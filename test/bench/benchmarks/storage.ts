import { type Client } from 'pg';
import { answeringHost, recorder } from '../answering.js';
import { type Benchmark, type Comparison } from '../benchmark.js';
import { onDatabase } from '../databases.js';
import { engineOn } from '../engine.js';
import { executor } from '../executor.js';

const CALLERS = 64;
const TIMES = 10_000;
const LEARNERS = 200;

const SIZES = {
  disk: "SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  WAL: "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes",
} as const;

export const storage: Benchmark = {
  name: 'storage',
  description: `what ${TIMES} computations by execute of mastery v1 with one event take of the database, with all indexes and before any is removed; and as many answers, each folded by mastery v1 and revision v1`,
  peer: 'nothing: they are bytes',
  rounds: 1,
  async prepare(bench) {
    const [computations, answers] = [await bench.database(), await bench.database()];
    const compute = await executor(await engineOn(bench, computations));
    const { host, ids } = await answeringHost(bench, answers, LEARNERS);
    const record = recorder(host, ids);
    return [...rowsOf('a computation', computations, compute), ...rowsOf('an answer', answers, record)];
  },
};

const rowsOf = (what: string, url: string, work: () => Promise<unknown>): Comparison[] =>
  (['disk', 'WAL'] as const).map((kind) => ({
    what: `${kind} of ${what}`,
    unit: 'B',
    ours: () => onDatabase(url, (client) => growth(client, SIZES[kind], work)),
  }));

/** By how many bytes something grows with each time that the work is done. */
async function growth(client: Client, size: string, work: () => Promise<unknown>): Promise<number> {
  const bytes = async () => Number((await client.query<{ bytes: string }>(size)).rows[0]!.bytes);
  const before = await bytes();
  let left = TIMES;
  const call = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  return ((await bytes()) - before) / TIMES;
}
