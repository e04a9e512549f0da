import { type RunCommand } from '../command.js';
import { jobResult } from '../watch-job.js';

export const run: RunCommand = async ({ target, args }) => {
  const jobs = await (await target()).jobs();
  return jobResult(await jobs.getJob(args.id!));
};
