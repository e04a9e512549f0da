import { activationResult } from '../activation-result.js';
import { changeContext } from '../change-context.js';
import { type RunCommand, UsageError } from '../command.js';
import { instantOption } from '../instant-option.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const asOf = instantOption('as-of', options['as-of']);
  const activationId = options.activation as string | undefined;
  if ((asOf === undefined) === (activationId === undefined)) {
    throw new UsageError('Either --activation <id> or --as-of <instant> is required');
  }
  const { registry, queries } = await (await target()).engine();
  const expectedActivationId = options.expect as string | undefined;
  const context = { ...changeContext(options), activationId, asOf, expectedActivationId };
  const { id } = await registry.restore(args.key!, context);
  return activationResult(queries, args.key!, id);
};
