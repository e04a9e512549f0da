import { channel } from 'node:diagnostics_channel';
import { EngineEvent, type JobFinished, type ScopeName } from '../domain/engine-events.js';
import { type JobRun } from './job-run.js';

const jobFinished = channel(EngineEvent.JOB_FINISHED);

/** Tells that a job has ended, after its commit. */
export function publishFinished(
  scope: ScopeName,
  { id, kind, status, errorCode, createdAt, startedAt, endedAt }: JobRun,
): void {
  const durationMs = endedAt!.getTime() - (startedAt ?? createdAt).getTime();
  const event: JobFinished = { scope, jobId: id, kind, status: status as JobFinished['status'], errorCode, durationMs };
  jobFinished.publish(event);
}
