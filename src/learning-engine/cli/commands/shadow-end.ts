import { type RunCommand } from '../command.js';
import { shadowResult } from '../shadow-text.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { shadows } = await (await target()).evidence();
  const who = { reason: options.reason as string, actorUserId: options.as as string | undefined };
  return shadowResult(await shadows.end(args.key!, args.id!, who));
};
