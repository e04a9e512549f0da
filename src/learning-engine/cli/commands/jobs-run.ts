import { type RunCommand } from '../command.js';
import { jsonOption } from '../json-option.js';
import { jobResult, watchJob } from '../watch-job.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const given = (await jsonOption('args', (options.args as string | undefined) ?? '{}')) as object;
  const jobs = await (await target()).jobs();
  const context = { createdByUserId: options.as as string | undefined, reason: options.reason as string | undefined };
  const job = await jobs.enqueue(args.kind!, given, context);
  return options.watch ? watchJob(jobs, job.id, options.json === true) : jobResult(job);
};
