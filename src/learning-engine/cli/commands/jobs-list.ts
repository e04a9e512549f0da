import { type JobFilter } from '../../jobs/jobs.service.js';
import { jobView } from '../../jobs/job-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, options }) => {
  const filter = { kind: options.kind, status: options.status } as JobFilter;
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const service = await (await target()).jobs();
  const { jobs, nextBefore } = await service.listJobs(filter, page);
  const rows = jobs.map((job) => [
    job.id,
    job.kind,
    job.status,
    job.progressTotal === null ? job.progressDone : `${job.progressDone}/${job.progressTotal}`,
    instant(job.createdAt),
  ]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'kind', 'status', 'done', 'queued'], rows) + more,
    data: { jobs: jobs.map((job) => jobView(job)), next_before: nextBefore },
  };
};
