import { onDatabase } from './databases.js';

/** Schema of the same table in partitions. */
export const BY_MONTH = 'by_month';

/** The least UUIDv7 of an instant. */
const leastId = (instant: string): string =>
  `regexp_replace(lpad(to_hex((extract(epoch FROM ${instant}) * 1000)::bigint), 12, '0'), '(.{8})(.{4})',
    '\\1-\\2-0000-0000-000000000000')`;

/** Statements that make a partition for each month that has runs, and the next one. */
const MONTHS = `
  SELECT format('CREATE TABLE ${BY_MONTH}.%I PARTITION OF ${BY_MONTH}.algo_runs FOR VALUES FROM (%L) TO (%L)',
    to_char(month, '"runs_"YYYY_MM'), ${leastId('month')}, ${leastId("month + interval '1 month'")}) AS statement
  FROM (SELECT min(started_at) AS first FROM algo_runs) AS runs,
    generate_series(date_trunc('month', first), now() + interval '1 month', interval '1 month') AS month`;

/** Statements that give it what the migrations gave the other: keys, indexes and triggers. */
const RULES = `
  SELECT format('ALTER TABLE ${BY_MONTH}.algo_runs ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) AS statement
  FROM pg_constraint WHERE conrelid = 'algo_runs'::regclass AND contype IN ('p', 'f')
  UNION ALL
  SELECT replace(indexdef, 'ON public.', 'ON ${BY_MONTH}.') FROM pg_indexes
  WHERE schemaname = 'public' AND tablename = 'algo_runs' AND indexname <> 'pk_algo_runs'
  UNION ALL
  SELECT replace(pg_get_triggerdef(oid), 'ON public.', 'ON ${BY_MONTH}.') FROM pg_trigger
  WHERE tgrelid = 'algo_runs'::regclass AND NOT tgisinternal`;

/**
 * Copies `algo_runs` with all its rules into `by_month.algo_runs`: a partition for each month by the ids, and one for ids
 * that are no UUIDv7.
 */
export const copyByMonth = (url: string): Promise<void> =>
  onDatabase(url, async (client) => {
    const execute = async (query: string) => {
      const { rows } = await client.query<{ statement: string }>(query);
      for (const { statement } of rows) await client.query(statement);
    };
    await client.query(`CREATE SCHEMA ${BY_MONTH}`);
    await client.query(`
      CREATE TABLE ${BY_MONTH}.algo_runs (LIKE algo_runs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
      PARTITION BY RANGE (id)`);
    await client.query(`CREATE TABLE ${BY_MONTH}.other_ids PARTITION OF ${BY_MONTH}.algo_runs DEFAULT`);
    await execute(MONTHS);
    await execute(RULES);
    await client.query(`INSERT INTO ${BY_MONTH}.algo_runs SELECT * FROM algo_runs ORDER BY id`);
    await client.query('VACUUM ANALYZE');
  });

/** Milliseconds of one statement that nothing remains of; the triggers that keep the record are off meanwhile. */
export const timeOfRetiring = (url: string, schema: string, statement: string): Promise<number> =>
  onDatabase(url, async (client) => {
    await client.query('BEGIN');
    await client.query(`ALTER TABLE ${schema}.algo_runs DISABLE TRIGGER algo_runs_no_delete`);
    const start = performance.now();
    await client.query(statement);
    const milliseconds = performance.now() - start;
    await client.query('ROLLBACK');
    return milliseconds;
  });

/** Statements that retire the oldest month, all of it, from either table. */
export const retirements = (url: string): Promise<{ drop: string; remove: string }> =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string; bound: string }>(`
      SELECT to_char(first, '"runs_"YYYY_MM') AS name, ${leastId("date_trunc('month', first) + interval '1 month'")} AS bound
      FROM (SELECT min(started_at) AS first FROM algo_runs) AS runs`);
    const { name, bound } = rows[0]!;
    return { drop: `DROP TABLE ${BY_MONTH}.${name}`, remove: `DELETE FROM public.algo_runs WHERE id < '${bound}'` };
  });
