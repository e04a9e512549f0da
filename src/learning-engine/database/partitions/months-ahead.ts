import { type QueryRunner } from 'typeorm';
import { changeTables } from './change-tables.js';
import { leastIdOf, monthAfter, monthName } from './month.js';
import { settlePartition } from './rules-of-table.js';
import { type Ask, OTHER_RUNS, readRunPartitions, type RunPartition } from './run-partitions.js';

/** For how many months after the present one there are partitions, unless it is said otherwise. */
export const MONTHS_AHEAD = 12;

/** $1, $2: ids from which on and below which runs came without a partition of their month. */
const LATE = `SELECT EXISTS (SELECT FROM ${OTHER_RUNS} WHERE id >= $1 AND id < $2) AS late`;

/** Whether runs later than the last partition came already: they are where runs without a partition go. */
export async function hasLateRuns(ask: Ask, now: Date, last: RunPartition): Promise<boolean> {
  const [row] = (await ask(LATE, [leastIdOf(last.to), leastIdOf(monthAfter(now, 2))])) as { late: boolean }[];
  return row!.late;
}

/**
 * Makes the partitions that are missing, each in a transaction of its own, where runs are kept by months and none came too early.
 *
 * @returns the names of those that were made
 * @throws TablesInUseError
 */
export async function makeMonthsAhead(queryRunner: QueryRunner, ahead = MONTHS_AHEAD): Promise<string[]> {
  const ask: Ask = (text, values) => queryRunner.query(text, values);
  const { months = [], now } = (await readRunPartitions(ask)) ?? {};
  const last = months.at(-1);
  if (!last || !now || (await hasLateRuns(ask, now, last))) return [];
  const made: string[] = [];
  for (let from = last.to; from < monthAfter(now, ahead + 1); from = monthAfter(from, 1)) {
    const name = `algo_runs_${monthName(from)}`;
    const span = `FROM ('${leastIdOf(from)}') TO ('${leastIdOf(monthAfter(from, 1))}')`;
    await changeTables(queryRunner, async () => {
      await ask(`CREATE TABLE ${name} PARTITION OF algo_runs FOR VALUES ${span}`);
      await settlePartition(ask, 'algo_runs', name);
    });
    made.push(name);
  }
  return made;
}
