import { type JobRun } from '../jobs/job-run.js';
import { jobProgress } from '../jobs/job-view.js';
import { progressBar } from './progress-bar.js';

/** How far a job has come, in one line: a bar, units, rate and estimate. */
export function jobLine(job: JobRun): string {
  const { done, total, rate_per_second: rate, seconds_left: left } = jobProgress(job, new Date());
  const bar = total === null ? '' : `${progressBar(total === 0 ? 1 : done / total)} `;
  const of = total === null ? '' : ` of ${total}`;
  const speed = rate === null ? '' : `, ${rate}/s`;
  return `${job.status} ${bar}${done}${of}${speed}${left === null ? '' : `, ${duration(left)} left`}`;
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
