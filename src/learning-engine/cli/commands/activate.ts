import { activationResult } from '../activation-result.js';
import { gatedContext } from '../change-context.js';
import { type CommandCall, type RunCommand, UsageError } from '../command.js';
import { jobResult, watchJob } from '../watch-job.js';

export const run: RunCommand = (call) => {
  const { warm, watch } = call.options;
  if (watch && !warm) throw new UsageError('--watch needs --warm: without it, nothing is to be waited for');
  return warm ? activateWarm(call) : activate(call);
};

const contextOf = (options: CommandCall['options']) => ({
  ...gatedContext(options),
  paramsId: options.params as string | undefined,
  expectedActivationId: options.expect as string | undefined,
});

const activate: RunCommand = async ({ target, args, options }) => {
  const { registry, queries } = await (await target()).engine();
  const key = args.key!;
  let id = '';
  await registry.activateAlgoVersion(key, args.version!, {
    ...contextOf(options),
    beforeCommit: async (_version, manager) => {
      const { records } = await queries.listActivations({ algoKey: key }, { limit: 1 }, { manager });
      id = records[0]!.activation.id;
    },
  });
  return activationResult(queries, key, id);
};

const activateWarm: RunCommand = async ({ target, args, options }) => {
  const opened = await target();
  const job = await (await opened.warmActivations()).start(args.key!, args.version!, contextOf(options));
  return options.watch ? watchJob(await opened.jobs(), job.id, options.json === true) : jobResult(job);
};
