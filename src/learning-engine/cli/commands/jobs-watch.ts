import { type RunCommand } from '../command.js';
import { watchJob } from '../watch-job.js';

export const run: RunCommand = async ({ target, args, options }) =>
  watchJob(await (await target()).jobs(), args.id!, options.json === true);
