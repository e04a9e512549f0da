import { type CatchUp } from '../../jobs/schedules/occurrences.js';
import { type RunCommand } from '../command.js';
import { jsonOption } from '../json-option.js';
import { scheduleResult } from '../schedule-text.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { kind, cron, zone, reason, as, 'catch-up': catchUp } = options as Record<string, string | undefined>;
  const ofKind = (await jsonOption('args', (options.args as string | undefined) ?? '{}')) as object;
  const schedules = await (await target()).schedules();
  const { schedule } = await schedules.set(
    args.id!,
    {
      ...{ kind: kind!, args: ofKind, cron: cron!, timeZone: zone! },
      ...{ enabled: options.disabled !== true, catchUp: catchUp as CatchUp | undefined },
    },
    { changedByUserId: as, reason },
  );
  return scheduleResult(schedule);
};
