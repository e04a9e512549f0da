import { type JobStatus } from '../domain/job-status.js';

/** Jobs of a kind that have not ended. */
export interface OpenJobs {
  kind: string;
  status: JobStatus;
  count: number;
  /** How long ago the oldest of them was queued, by the clock of the database. */
  oldestSeconds: number;
}

/** $1 tenant */
const COUNT_JOBS = `
  SELECT status, kind, count(*)::int AS count,
    extract(epoch FROM clock_timestamp() - min(created_at))::text AS "oldestSeconds"
  FROM job_runs WHERE tenant = $1 AND status IN ('QUEUED', 'RUNNING') GROUP BY status, kind`;

/** @param query asks the database. The queue is not needed: metrics do not load pg-boss. */
export async function countOpenJobs(
  query: (text: string, values: unknown[]) => Promise<OpenJobs[]>,
  tenant: string,
): Promise<OpenJobs[]> {
  const rows = await query(COUNT_JOBS, [tenant]);
  return rows.map((row) => ({ ...row, oldestSeconds: Number(row.oldestSeconds) }));
}
