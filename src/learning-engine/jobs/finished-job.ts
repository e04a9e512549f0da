import { Logger } from '@nestjs/common';
import { channel } from 'node:diagnostics_channel';
import { EngineEvent, type JobFinished, type ScopeName } from '../domain/engine-events.js';
import { type JobRun } from './job-run.js';

const jobFinished = channel(EngineEvent.JOB_FINISHED);
const logger = new Logger('LearningEngine');

/** Tells that a job has ended, after its commit: on the channel, and by a line of the log. */
export function tellFinished(scope: ScopeName, job: JobRun): void {
  const { id, kind, errorCode, errorMessage } = job;
  const status = job.status as JobFinished['status'];
  const durationMs = job.endedAt!.getTime() - (job.startedAt ?? job.createdAt).getTime();
  const line = `Job ${id} (${kind}) ended as ${status} after ${durationMs / 1000} s`;
  if (status === 'FAILED') logger.warn(`${line}: ${errorMessage}`);
  else logger.log(line);
  const event: JobFinished = { scope, jobId: id, kind, status, errorCode, durationMs };
  jobFinished.publish(event);
}
