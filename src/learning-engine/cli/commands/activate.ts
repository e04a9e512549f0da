import { activationResult } from '../activation-result.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  const key = args.key!;
  let id = '';
  await registry.activateAlgoVersion(key, args.version!, {
    ...changeContext(options),
    paramsId: options.params as string | undefined,
    expectedActivationId: options.expect as string | undefined,
    beforeCommit: async (_version, manager) => {
      const { records } = await queries.listActivations({ algoKey: key }, { limit: 1 }, { manager });
      id = records[0]!.activation.id;
    },
  });
  return activationResult(queries, key, id);
};
