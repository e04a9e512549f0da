/** How one version fared in a window of time. */
export interface VersionStatistics {
  version: string;
  /** Live runs that started in the window. */
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

/** The lengths of the periods of statistics over time. */
export const StatisticsPeriod = { HOUR: 'hour', DAY: 'day' } as const;

export type StatisticsPeriod = (typeof StatisticsPeriod)[keyof typeof StatisticsPeriod];

const HOUR_MS = 3_600_000;

export const PERIOD_MS: Readonly<Record<StatisticsPeriod, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS };

/** How one version fared in one period of a window: those are as long as each other, and the first one begins with the window. */
export interface PeriodStatistics extends VersionStatistics {
  /** When the period began. */
  from: Date;
}

const FAILED = "run.status = 'FAILED' AND run.error_code IS DISTINCT FROM 'INVALID_INPUT'";
const DURATION_MS = 'extract(epoch FROM run.completed_at - run.started_at) * 1000';
const percentile = (fraction: string) =>
  `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY ${DURATION_MS}) FILTER (WHERE run.status = 'SUCCESS')`;

const STATISTICS = `
         version.version, count(*)::int AS runs,
         count(*) FILTER (WHERE run.status = 'SUCCESS')::int AS succeeded,
         count(*) FILTER (WHERE ${FAILED})::int AS failed,
         count(*) FILTER (WHERE run.error_code = 'INVALID_INPUT')::int AS "invalidInputs",
         count(*) FILTER (WHERE run.status = 'RUNNING')::int AS running,
         avg((run.status = 'FAILED')::int) FILTER (WHERE run.status = 'SUCCESS' OR ${FAILED})::float8 AS "failureRate",
         ${percentile('0.5')} AS "p50Ms", ${percentile('0.95')} AS "p95Ms"
  FROM algo_versions AS version JOIN algo_runs AS run ON run.algo_version_id = version.id
  WHERE version.algo_key = $1 AND run.started_at >= $2::timestamptz AND run.started_at < $3::timestamptz
    AND run.purpose = 'live'`;

const BY_NAME = 'version.version COLLATE "C"';

/** $1 key, $2 from, $3 to. */
export const RUN_STATISTICS = `SELECT ${STATISTICS} GROUP BY version.id ORDER BY ${BY_NAME}`;

/** $1 key, $2 from, $3 to, $4 seconds of a period. Periods without runs are left out; `period` counts them from 0 on. */
export const RUN_STATISTICS_OVER_TIME = `
  SELECT floor(extract(epoch FROM run.started_at - $2::timestamptz) / $4::int)::int AS period, ${STATISTICS}
  GROUP BY period, version.id ORDER BY period, ${BY_NAME}`;
