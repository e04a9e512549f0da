import { type QueryRunner } from 'typeorm';
import { RunsNotPartitionableError } from '../../errors/migration.errors.js';
import { changeTables } from './change-tables.js';
import { leastIdOf, monthName } from './month.js';
import { revokeAll, rulesOf, settlePartition } from './rules-of-table.js';
import { type Ask, END_RULE, type EndRule, OTHER_RUNS } from './run-partitions.js';

/** A table to which runs of any time go, and the instant at which it shall end. */
export interface OpenRuns {
  table: 'algo_runs' | typeof OTHER_RUNS;
  /** Of the first run that may be in it; null: any. */
  from: Date | null;
  to: Date;
}

/** The owner before all else: what else is made of the table is then made for it. */
const OWNER = "SELECT quote_ident(pg_get_userbyid(relowner)) AS owner FROM pg_class WHERE oid = 'algo_runs'::regclass";

/**
 * Lets a table to which runs of any time go be the partition of those that came so far, up to an instant to come; runs without a
 * partition then go to a new table. No run is copied: all are read once, by a VALIDATE CONSTRAINT that keeps none waiting.
 *
 * @returns the name of the partition
 * @throws RunsNotPartitionableError when there are runs with ids of a later time
 * @throws TablesInUseError
 */
export async function closeRuns(queryRunner: QueryRunner, { table, from, to }: OpenRuns): Promise<string> {
  const ask: Ask = (text, values) => queryRunner.query(text, values);
  const rule = `${END_RULE}${monthName(to)}`;
  const ids = [...(from ? [`id >= '${leastIdOf(from)}'`] : []), `id < '${leastIdOf(to)}'`].join(' AND ');
  const strays = (await ask(`SELECT id FROM ${table} WHERE id >= $1 LIMIT 2`, [leastIdOf(to)])) as { id: string }[];
  if (strays[0]) throw new RunsNotPartitionableError([`run ${strays[0].id}, whose id is no UUIDv7 of the past`]);

  const closed = `algo_runs_before_${monthName(to)}`;
  await changeTables(queryRunner, async () => {
    await ask(`ALTER TABLE ${table} ADD CONSTRAINT ${rule} CHECK (${ids}) NOT VALID`);
  });
  try {
    await ask("SELECT set_config('lock_timeout', '0', false)"); // waits for VACUUM, and keeps no run waiting
    await ask(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${rule}`);
    await changeTables(queryRunner, async () => {
      await (table === OTHER_RUNS ? detachOthers(ask, closed) : replaceTable(ask, closed, rule));
      const start = from ? `'${leastIdOf(from)}'` : 'MINVALUE';
      await ask(`ALTER TABLE algo_runs ATTACH PARTITION ${closed} FOR VALUES FROM (${start}) TO ('${leastIdOf(to)}')`);
      await ask(`ALTER TABLE ${closed} DROP CONSTRAINT ${rule}`);
      await revokeAll(ask, closed);
      await ask(`CREATE TABLE ${OTHER_RUNS} PARTITION OF algo_runs DEFAULT`);
      await settlePartition(ask, 'algo_runs', OTHER_RUNS);
    });
  } catch (error) {
    await forgetRule(queryRunner, { table, name: rule }).catch(() => undefined); // then the doctor finds it
    throw error;
  }
  return closed;
}

/** It would reject runs some day. */
export const forgetRule = (queryRunner: QueryRunner, { table, name }: EndRule): Promise<void> =>
  changeTables(queryRunner, async () => {
    await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  });

async function detachOthers(ask: Ask, closed: string): Promise<void> {
  await ask(`ALTER TABLE algo_runs DETACH PARTITION ${OTHER_RUNS}`);
  await ask(`ALTER TABLE ${OTHER_RUNS} RENAME TO ${closed}`);
}

/** A new algo_runs with all columns and rules of the old one, whatever they are by now, and without a run. */
async function replaceTable(ask: Ask, closed: string, rule: string): Promise<void> {
  await ask('LOCK TABLE algo_runs IN ACCESS EXCLUSIVE MODE');
  const { before, after } = await rulesOf(ask, 'algo_runs', closed.slice('algo_runs'.length));
  const [{ owner }] = (await ask(OWNER)) as [{ owner: string }];
  for (const statement of before) await ask(statement);
  await ask(`ALTER TABLE algo_runs RENAME TO ${closed}`);
  await ask(`CREATE TABLE algo_runs (LIKE ${closed} INCLUDING ALL EXCLUDING INDEXES) PARTITION BY RANGE (id)`);
  await ask(`ALTER TABLE algo_runs DROP CONSTRAINT ${rule}`);
  await ask(`ALTER TABLE algo_runs OWNER TO ${owner}`);
  await revokeAll(ask, 'algo_runs');
  for (const statement of after) await ask(statement);
}
