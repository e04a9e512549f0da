import { setTimeout as sleep } from 'node:timers/promises';
import { type JobRun } from '../jobs/job-run.js';
import { type JobsService } from '../jobs/jobs.service.js';
import { jobView } from '../jobs/job-view.js';
import { type CommandResult } from './command.js';
import { jobLine } from './job-line.js';

const LOOK_MS = 500;

/** Shows how far a job has come until it ends: one line that is drawn anew on a terminal, else a line for each change. */
export async function watchJob(jobs: JobsService, id: string, isJson: boolean): Promise<CommandResult> {
  let last = '';
  for (;;) {
    const job = await jobs.getJob(id);
    const line = jobLine(job);
    if (!isJson && line !== last) process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    last = line;
    if (job.endedAt) {
      if (!isJson && process.stderr.isTTY) process.stderr.write('\n');
      return { ...jobResult(job), hasFindings: job.status !== 'SUCCESS' };
    }
    await sleep(LOOK_MS);
  }
}

export function jobResult(job: JobRun): CommandResult {
  const data = jobView(job);
  return { text: `${JSON.stringify(data, null, 2)}\n`, data };
}
