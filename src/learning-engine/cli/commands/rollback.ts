import { entryResult } from '../activation-view.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  const context = { ...changeContext(options), activationId: options.expect as string | undefined };
  return entryResult(queries, await registry.rollback(args.key!, context));
};
