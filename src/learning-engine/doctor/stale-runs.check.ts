import { type Check } from './finding.js';

/** Later than any sweep comes: a run that is merely about to be reaped is no finding. And no process asks for a year. */
const STALE = `
  SELECT count(*)::int AS count, min(started_at)::text AS oldest, lease_expires_at > clock_timestamp() AS endless
  FROM algo_runs
  WHERE status = 'RUNNING' AND (lease_expires_at < clock_timestamp() - interval '1 minute'
    OR lease_expires_at > clock_timestamp() + interval '1 year')
  GROUP BY endless ORDER BY endless`;

/** Later than any sweep comes. */
const UNTOLD = `
  SELECT count(*)::int AS count, min(failed_at)::text AS oldest FROM run_failures
  WHERE (SELECT failed_at FROM run_failures ORDER BY id LIMIT 1) < clock_timestamp() - interval '15 minutes'`;

/** The feed tells of each live run that failed. */
export const checkUntoldFailures: Check = async (manager) => {
  const [{ count, oldest }] = await manager.query<[{ count: number; oldest: string }]>(UNTOLD);
  if (count === 0) return [];
  return [
    {
      code: 'UNTOLD_FAILURES',
      subject: 'run_failures',
      message: `No event tells of ${count} runs that failed, the first at ${oldest}`,
      remedy: 'Start a process whose reaper is on, or call RunsService.tellFailures().',
    },
  ];
};

/** No run is RUNNING for ever. */
export const checkStaleRuns: Check = async (manager) => {
  const rows = await manager.query<{ count: number; oldest: string; endless: boolean }[]>(STALE);
  return rows.map(({ count, oldest, endless }) =>
    endless
      ? {
          code: 'ENDLESS_LEASE',
          subject: 'algo_runs',
          message: `${count} runs are RUNNING with a lease of more than a year: no reaper ends them. The oldest began at ${oldest}`,
          remedy:
            'The lease was written by hand. UPDATE algo_runs SET lease_expires_at = clock_timestamp() for runs that are not in progress.',
        }
      : {
          code: 'STALE_RUNNING',
          subject: 'algo_runs',
          message: `${count} runs are RUNNING although their lease expired over a minute ago, the oldest since ${oldest}`,
          remedy: 'Start a process whose reaper is on, or call RunsService.reapStaleRuns().',
        },
  );
};
