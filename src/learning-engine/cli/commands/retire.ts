import { activationResult } from '../activation-result.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  const { id } = await registry.retire(args.key!, changeContext(options));
  return activationResult(queries, args.key!, id);
};
