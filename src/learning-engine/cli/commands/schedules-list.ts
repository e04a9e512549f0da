import { jobScheduleView } from '../../jobs/schedules/job-schedule.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { table } from '../table.js';

export const run: RunCommand = async ({ target, options }) => {
  const page = { limit: limitOption(options.limit), after: options.after as string | undefined };
  const { schedules, nextAfter } = await (await (await target()).schedules()).list(page);
  const views = schedules.map(jobScheduleView);
  const rows = views.map(({ id, kind, cron, time_zone, next }) => [id, kind, cron, time_zone, next[0] ?? 'disabled']);
  const more = nextAfter === null ? '' : `More: --after ${nextAfter}\n`;
  return {
    text: table(['id', 'kind', 'cron', 'zone', 'next'], rows) + more,
    data: { schedules: views, next_after: nextAfter },
  };
};
