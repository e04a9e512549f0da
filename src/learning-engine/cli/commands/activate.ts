import { type ActivationRecord } from '../../registry/registry-queries.js';
import { activationResult, lastRecord } from '../activation-view.js';
import { changeContext } from '../change-context.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  let record: ActivationRecord | undefined;
  await registry.activateAlgoVersion(args.key!, args.version!, {
    ...changeContext(options),
    paramsId: options.params as string | undefined,
    expectedActivationId: options.expect as string | undefined,
    beforeCommit: async (_version, manager) => void (record = await lastRecord(queries, args.key!, manager)),
  });
  return activationResult(record!);
};
