import { type QueryRunner } from 'typeorm';
import { RunsNotRetirableError } from '../../errors/migration.errors.js';
import { type MigratingDataSource } from '../migrating/migrating-data-source.js';
import { rejectOtherSchema } from '../migrating/schema-state.js';
import { changeTables } from './change-tables.js';
import { exportRuns, readRuns, type RunsFile } from './export-runs.js';
import { monthAfter } from './month.js';
import { type Ask, readRunPartitions, type RunPartition } from './run-partitions.js';

/** For how many whole months runs are kept, at the least, unless it is said otherwise: see docs/compliance.md. */
export const KEPT_MONTHS = 6;

/** As the job that removes single runs. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

/** How runs are retired. */
export interface Retirement {
  /** How many whole months are kept, beside the present one. */
  keep: number;
  /** Where the runs are written before they are removed; null: nowhere. */
  folder: string | null;
  reason: string;
  actorUserId: string | null;
}

export interface RetiredPartition {
  name: string;
  runs: number;
  file: string | null;
  digest: string | null;
}

const RECORD = `
  INSERT INTO run_retirements (partition, runs_from, runs_until, runs, keep_months, reason, actor_user_id, file, file_sha256)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/**
 * Removes whole months of runs, the oldest first, each after it was exported and with a record of who did it, when and why. A month is taken
 * out of `algo_runs` in a moment; what is done with its table afterwards keeps no one waiting. May be repeated, also after it was
 * broken off: then it goes on with what was taken out.
 *
 * @throws RunsNotRetirableError when runs are in one table, or a month has runs that are RUNNING; TablesInUseError, SchemaBehindError,
 * SchemaNewerThanCodeError, PooledMigrationsError, MigrationLockTimeoutError, MigrationLockLostError; errors of the file system
 */
export const retirePartitions = (dataSource: MigratingDataSource, how: Retirement): Promise<RetiredPartition[]> =>
  dataSource.underLock(async (queryRunner) => {
    await rejectOtherSchema(dataSource, queryRunner);
    const ask: Ask = (text, values) => queryRunner.query(text, values);
    const { now, months, detached } = (await readRunPartitions(ask))!;
    if (!months) {
      throw new RunsNotRetirableError(
        'runs are in one table: the job runs.retention removes them, or "partitions make" first',
      );
    }
    const retired: RetiredPartition[] = [];
    for (const partition of detached) retired.push(await remove(queryRunner, partition, how));
    const bound = Math.min(monthAfter(now, -how.keep).getTime(), now.getTime() - KEPT_DAYS * DAY_MS);
    for (const partition of months.filter(({ to }) => to.getTime() <= bound)) {
      await rejectRunning(ask, partition.name);
      const before = how.folder === null ? undefined : await write(ask, partition.name, how.folder);
      await changeTables(queryRunner, async () => {
        await ask(`ALTER TABLE algo_runs DETACH PARTITION ${partition.name}`);
      });
      retired.push(await remove(queryRunner, partition, how, before));
    }
    return retired;
  });

/** No one writes to it any more. What was written before may lack what was changed since, as by an erasure: then it is written anew. */
async function remove(
  queryRunner: QueryRunner,
  { name, from, to }: Pick<RunPartition, 'name' | 'from' | 'to'>,
  { folder, keep, reason, actorUserId }: Retirement,
  before?: RunsFile,
): Promise<RetiredPartition> {
  const ask: Ask = (text, values) => queryRunner.query(text, values);
  const content = await readRuns(ask, name);
  const isWritten = folder === null || before?.digest === content.digest;
  const file = isWritten ? before : await write(ask, name, folder);
  const [path, digest] = [file?.path ?? null, file?.fileDigest ?? null];
  await changeTables(queryRunner, async () => {
    await ask(RECORD, [name, from, to, content.runs, keep, reason, actorUserId, path, digest]);
    await ask(`DROP TABLE ${name}`);
  });
  return { name, runs: content.runs, file: path, digest };
}

async function rejectRunning(ask: Ask, name: string): Promise<void> {
  const [row] = (await ask(`SELECT id FROM ${name} WHERE status = 'RUNNING' LIMIT 1`)) as { id: string }[];
  if (row) throw new RunsNotRetirableError(`run ${row.id} of ${name} is RUNNING: start a process whose reaper is on`);
}

async function write(ask: Ask, name: string, folder: string): Promise<RunsFile> {
  const [{ schema }] = (await ask('SELECT current_schema() AS schema')) as [{ schema: string }];
  return exportRuns(ask, name, folder, schema);
}
