import { type DataSource } from 'typeorm';
import { countStatements } from './count-statements.js';

/** How PostgreSQL carried a statement out. */
export interface Plan {
  text: string;
  /** Rows that left the scans of algo_runs, those included that a filter threw away. */
  rowsRead: number;
  /** Pages of tables and indexes that were looked at. */
  buffers: number;
}

/** The plans of all SELECTs that some work sends, each of them carried out once more. */
export async function plansOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<Plan[]> {
  const { statements, values } = await countStatements(dataSource, work);
  const plans: Plan[] = [];
  for (const [index, sql] of statements.entries()) plans.push(await explain(dataSource, sql, values[index]!));
  return plans;
}

async function explain(dataSource: DataSource, sql: string, values: unknown[]): Promise<Plan> {
  const rows = await dataSource.query<Record<'QUERY PLAN', string>[]>(`EXPLAIN (ANALYZE, BUFFERS) ${sql}`, values);
  const text = rows.map((row) => row['QUERY PLAN']).join('\n');
  const scans = [
    ...text.matchAll(/Scan [^\n]*on (?:algo_runs|ix_algo_runs)[^\n]*actual [^\n]*rows=([\d.]+) loops=(\d+)/g),
  ];
  const removed = [...text.matchAll(/Rows Removed by [^\n]*Filter: (\d+)/g)];
  const buffers = /Buffers: shared( hit=(\d+))?( read=(\d+))?/.exec(text);
  return {
    text,
    rowsRead:
      sum(scans.map(([, count, loops]) => Number(count) * Number(loops))) + sum(removed.map(([, n]) => Number(n))),
    buffers: Number(buffers?.[2] ?? 0) + Number(buffers?.[4] ?? 0),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
