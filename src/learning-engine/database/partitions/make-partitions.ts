import { RunsNotPartitionableError } from '../../errors/migration.errors.js';
import { type MigratingDataSource } from '../migrating/migrating-data-source.js';
import { rejectOtherSchema } from '../migrating/schema-state.js';
import { closeRuns, forgetRule, type OpenRuns } from './close-runs.js';
import { monthAfter } from './month.js';
import { hasLateRuns, makeMonthsAhead } from './months-ahead.js';
import { obstaclesTo } from './rules-of-table.js';
import { type Ask, END_RULE, OTHER_RUNS, readRunPartitions, type RunPartitions } from './run-partitions.js';

/** Partitions that were made: the table that became one, if any, and those of months to come. */
export interface MadePartitions {
  closed: string | null;
  made: string[];
}

/**
 * Keeps runs by months from now on, beside those who read and write them; where they are, makes the months that are missing. May be
 * repeated, also after it was broken off at any place.
 *
 * @param ahead how many months after the present one shall have a partition
 * @throws RunsNotPartitionableError, TablesInUseError, SchemaBehindError, SchemaNewerThanCodeError, PooledMigrationsError,
 * MigrationLockTimeoutError, MigrationLockLostError
 */
export const makePartitions = (dataSource: MigratingDataSource, ahead: number): Promise<MadePartitions> =>
  dataSource.underLock(async (queryRunner) => {
    await rejectOtherSchema(dataSource, queryRunner);
    const ask: Ask = (text, values) => queryRunner.query(text, values);
    const found = (await readRunPartitions(ask))!;
    const open = await openRunsOf(ask, found);
    if (open?.table === 'algo_runs') await rejectObstacles(ask);
    if (found.unfinished) await forgetRule(queryRunner, found.unfinished);
    const closed = open ? await closeRuns(queryRunner, open) : null;
    const made = await makeMonthsAhead(queryRunner, ahead);
    if (closed || made.length > 0) {
      await ask("SELECT set_config('lock_timeout', '0', false)");
      await ask('ANALYZE algo_runs'); // autovacuum looks at each partition, never at all of them
    }
    return { closed, made };
  });

/**
 * The table that has to become a partition, if any. It ends a month or more from now: until the change is through, and for as long as
 * it is broken off, runs of a later time would be rejected.
 */
async function openRunsOf(ask: Ask, { now, months }: RunPartitions): Promise<OpenRuns | undefined> {
  const to = monthAfter(now, 2);
  const last = months?.at(-1);
  if (!last) return { table: 'algo_runs', from: null, to };
  return (await hasLateRuns(ask, now, last)) ? { table: OTHER_RUNS, from: last.to, to } : undefined;
}

async function rejectObstacles(ask: Ask): Promise<void> {
  const obstacles = await obstaclesTo(ask, { name: 'algo_runs', key: 'id' }, END_RULE);
  if (obstacles.length > 0) throw new RunsNotPartitionableError(obstacles);
}
