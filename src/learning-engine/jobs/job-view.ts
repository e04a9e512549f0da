import { type JobRun } from './job-run.js';

/** How far a job has come. */
export interface JobProgress {
  /** In units of the kind. */
  done: number;
  /** Null until the job is planned, and where the kind cannot know it. */
  total: number | null;
  /** Units per second since the first start; null before anything was done. */
  rate_per_second: number | null;
  /** At that rate; null where it cannot be told. */
  seconds_left: number | null;
}

/** A job as callers see it. */
export interface JobView {
  id: string;
  kind: string;
  args: JobRun['args'];
  status: JobRun['status'];
  progress: JobProgress;
  attempts: number;
  reason: string | null;
  schedule_id: string | null;
  scheduled_for: Date | null;
  created_by_user_id: string | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  result: JobRun['result'];
  error_code: string | null;
  error_message: string | null;
}

/** @param now what the time is */
export function jobProgress({ progressDone, progressTotal, startedAt, endedAt }: JobRun, now: Date): JobProgress {
  const seconds = startedAt ? ((endedAt ?? now).getTime() - startedAt.getTime()) / 1000 : 0;
  const rate = progressDone > 0 && seconds > 0 ? progressDone / seconds : null;
  const left = rate !== null && progressTotal !== null && !endedAt ? (progressTotal - progressDone) / rate : null;
  return {
    done: progressDone,
    total: progressTotal,
    rate_per_second: rate === null ? null : Number(rate.toPrecision(3)),
    seconds_left: left === null ? null : Math.max(0, Math.round(left)),
  };
}

export const jobView = (job: JobRun, now = new Date()): JobView => ({
  id: job.id,
  kind: job.kind,
  args: job.args,
  status: job.status,
  progress: jobProgress(job, now),
  attempts: job.attempts,
  reason: job.reason,
  schedule_id: job.scheduleId,
  scheduled_for: job.scheduledFor,
  created_by_user_id: job.createdByUserId,
  created_at: job.createdAt,
  started_at: job.startedAt,
  ended_at: job.endedAt,
  result: job.result,
  error_code: job.errorCode,
  error_message: job.errorMessage,
});
