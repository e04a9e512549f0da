import { type RunCommand } from '../command.js';
import { instantOption } from '../instant-option.js';
import { numberOption } from '../number-option.js';
import { shadowResult } from '../shadow-text.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { shadows } = await (await target()).evidence();
  const shadow = await shadows.start(args.key!, {
    version: String(options.version),
    paramsId: options.params as string | undefined,
    percent: numberOption(options, 'percent')!,
    budget: numberOption(options, 'budget')!,
    until: instantOption('until', options.until),
    reason: options.reason as string,
    actorUserId: options.as as string | undefined,
  });
  return shadowResult(shadow);
};
