import { entryResult } from '../activation-view.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  return entryResult(queries, await registry.retire(args.key!, changeContext(options)));
};
