/** How one version fared in a window of time. */
export interface VersionStatistics {
  version: string;
  /** Runs that started in the window. */
  runs: number;
  succeeded: number;
  /** Runs that failed, but for those whose input was not valid: that says nothing of the version. */
  failed: number;
  /** Runs that ended as FAILED with INVALID_INPUT. */
  invalidInputs: number;
  running: number;
  /** Failed runs among those that succeeded or failed, 0 to 1; null when there are none. */
  failureRate: number | null;
  /** Median duration of the runs that succeeded, in milliseconds; null when none did. */
  p50Ms: number | null;
  /** The duration that 95 of 100 runs did not exceed. */
  p95Ms: number | null;
}

const FAILED = "run.status = 'FAILED' AND run.error_code IS DISTINCT FROM 'INVALID_INPUT'";
const DURATION_MS = 'extract(epoch FROM run.completed_at - run.started_at) * 1000';
const percentile = (fraction: string) =>
  `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY ${DURATION_MS}) FILTER (WHERE run.status = 'SUCCESS')`;

/** $1 key, $2 from, $3 to. */
export const RUN_STATISTICS = `
  SELECT version.version, count(*)::int AS runs,
         count(*) FILTER (WHERE run.status = 'SUCCESS')::int AS succeeded,
         count(*) FILTER (WHERE ${FAILED})::int AS failed,
         count(*) FILTER (WHERE run.error_code = 'INVALID_INPUT')::int AS "invalidInputs",
         count(*) FILTER (WHERE run.status = 'RUNNING')::int AS running,
         avg((run.status = 'FAILED')::int) FILTER (WHERE run.status = 'SUCCESS' OR ${FAILED})::float8 AS "failureRate",
         ${percentile('0.5')} AS "p50Ms", ${percentile('0.95')} AS "p95Ms"
  FROM algo_versions AS version JOIN algo_runs AS run ON run.algo_version_id = version.id
  WHERE version.algo_key = $1 AND run.started_at >= $2 AND run.started_at < $3
  GROUP BY version.id ORDER BY version.version COLLATE "C"`;
