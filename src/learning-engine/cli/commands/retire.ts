import { activationResult } from '../activation-result.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  const context = { ...changeContext(options), expectedActivationId: options.expect as string | undefined };
  const { id } = await registry.retire(args.key!, context);
  return activationResult(queries, args.key!, id);
};
