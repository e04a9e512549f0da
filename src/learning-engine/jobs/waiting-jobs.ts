/** $1 tenant */
const JOBS_WAIT = `
  SELECT EXISTS (SELECT FROM job_runs WHERE tenant = $1
             AND (status = 'QUEUED' OR status = 'RUNNING' AND lease_expires_at < statement_timestamp()))
      OR EXISTS (SELECT FROM job_schedules WHERE tenant = $1 AND next_at <= statement_timestamp()) AS waits`;

/**
 * Whether a worker would find a job, or an occurrence of a schedule.
 *
 * @param query asks the database, in the schema of the engine
 */
export async function jobsWait(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  tenant: string,
): Promise<boolean> {
  const [{ waits }] = (await query(JOBS_WAIT, [tenant])) as [{ waits: boolean }];
  return waits;
}
