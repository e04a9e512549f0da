import { type GateMode } from '../../registry/gate/gate-setting.js';
import { gateSettingView } from '../../registry/gate/gate-views.js';
import { type RunCommand } from '../command.js';
import { numberOption } from '../number-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const limits = {
    logLossMargin: numberOption(options, 'log-loss-margin'),
    mostChanged: numberOption(options, 'most-changed'),
  };
  const { gates, queries } = await (await target()).engine();
  const key = args.key!;
  await rejectUnknownKey(queries, key);
  const setting = await gates.setGate(key, {
    ...limits,
    mode: args.mode as GateMode,
    reason: options.reason as string,
    actorUserId: options.as as string | undefined,
  });
  return { text: `${key}: ${setting.mode}\nsetting ${setting.id}\n`, data: gateSettingView(setting) };
};
