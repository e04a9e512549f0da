import { type Check } from './finding.js';

/** Later than any sweep comes: a run that is merely about to be reaped is no finding. */
const STALE = `
  SELECT count(*)::int AS count, min(started_at) AS oldest FROM algo_runs
  WHERE status = 'RUNNING' AND lease_expires_at < clock_timestamp() - interval '1 minute'`;

/** No run is RUNNING for ever. */
export const checkStaleRuns: Check = async (manager) => {
  const [row] = await manager.query<{ count: number; oldest: Date | null }[]>(STALE);
  if (!row?.oldest) return [];
  return [
    {
      code: 'STALE_RUNNING',
      subject: 'algo_runs',
      message: `${row.count} runs are RUNNING although their lease expired over a minute ago, the oldest since ${row.oldest.toISOString()}`,
      remedy: 'Start a process whose reaper is on, or call RunsService.reapStaleRuns().',
    },
  ];
};
