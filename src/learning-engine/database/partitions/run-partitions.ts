import { instantOfId, monthAfter } from './month.js';

/** The one for runs that no other one takes. */
export const OTHER_RUNS = 'algo_runs_other';

/** Before the month, in the name of an EndRule. */
export const END_RULE = 'algo_runs_end_at_';

/** A table of runs whose ids, UUIDv7, are of a span of time. */
export interface RunPartition {
  name: string;
  /** Runs from then on; null: all before its end. */
  from: Date | null;
  /** Runs before. */
  to: Date;
  /** An estimate, that of the last ANALYZE. */
  rows: number;
  /** With indexes. */
  bytes: number;
}

export interface RunPartitions {
  /** By the clock of the server. */
  now: Date;
  /** The oldest first; undefined: algo_runs is one table. */
  months: RunPartition[] | undefined;
  /** Months that were taken out of algo_runs and still have to be exported and dropped. */
  detached: Pick<RunPartition, 'name' | 'from' | 'to'>[];
  /** What a making of partitions left behind when it was broken off. */
  unfinished: EndRule | null;
}

/** A constraint that rejects runs from an instant on, so that its table can become the partition of those before. */
export interface EndRule {
  table: string;
  name: string;
}

/** Asks the database, as `query` of a DataSource, a manager or a query runner does. */
export type Ask = (text: string, values?: unknown[]) => Promise<unknown>;

const STATE = `
  SELECT c.relkind = 'p' AS "isPartitioned", (extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now,
    (SELECT json_build_object('table', conrelid::regclass, 'name', conname) FROM pg_constraint
      WHERE conrelid IN (c.oid, to_regclass('${OTHER_RUNS}')) AND starts_with(conname, '${END_RULE}') LIMIT 1) AS unfinished
  FROM pg_class c WHERE c.oid = to_regclass('algo_runs')`;

const MONTHS = `
  SELECT p.relname AS name, substring(bound FROM 'FROM \\(''([0-9a-f-]{36})') AS first,
    substring(bound FROM 'TO \\(''([0-9a-f-]{36})') AS next,
    greatest(p.reltuples, 0)::float8 AS rows, pg_total_relation_size(p.oid)::float8 AS bytes
  FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid, pg_get_expr(p.relpartbound, p.oid) AS bound
  WHERE i.inhparent = to_regclass('algo_runs') AND bound <> 'DEFAULT' ORDER BY next`;

/** Where a span ends is in the name, as for `closeRuns` and `makeMonthsAhead`. */
const DETACHED = `
  SELECT d.relname AS name FROM pg_class c JOIN pg_class d ON d.relnamespace = c.relnamespace
  WHERE c.oid = to_regclass('algo_runs') AND d.relkind = 'r' AND NOT d.relispartition
    AND d.relname ~ '^algo_runs_(before_)?\\d{4}_\\d\\d$' ORDER BY right(d.relname, 7)`;

interface Month {
  name: string;
  first: string | null;
  next: string;
  rows: number;
  bytes: number;
}

/** How the runs are kept. Undefined before there is a table of them. */
export async function readRunPartitions(ask: Ask): Promise<RunPartitions | undefined> {
  const [state] = (await ask(STATE)) as { isPartitioned: boolean; now: number; unfinished: EndRule | null }[];
  if (!state) return undefined;
  const months = state.isPartitioned ? ((await ask(MONTHS)) as Month[]).map(partitionOf) : undefined;
  const detached = ((await ask(DETACHED)) as { name: string }[]).map(({ name }) => detachedOf(name));
  return { now: new Date(state.now), months, detached, unfinished: state.unfinished };
}

function detachedOf(name: string): RunPartitions['detached'][number] {
  const first = new Date(`${name.slice(-7).replace('_', '-')}-01T00:00:00Z`);
  return name.includes('_before_') ? { name, from: null, to: first } : { name, from: first, to: monthAfter(first, 1) };
}

const partitionOf = ({ first, next, ...month }: Month): RunPartition => ({
  ...month,
  from: first === null ? null : instantOfId(first),
  to: instantOfId(next),
});
