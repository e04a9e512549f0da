import { type RunCommand } from '../command.js';
import { scheduleResult } from '../schedule-text.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args }) => {
  const schedules = await (await target()).schedules();
  const { text, data } = scheduleResult(await schedules.get(args.id!));
  const { changes } = await schedules.getChanges(args.id!);
  const rows = changes.map((change) => [
    change.revision,
    instant(change.changedAt),
    change.enabled ? `${change.kind} at ${change.cron} in ${change.timeZone}` : 'disabled',
    change.changedByUserId,
    change.reason,
  ]);
  return { text: `${text}\n${table(['revision', 'at', 'set to', 'by', 'reason'], rows)}`, data };
};
