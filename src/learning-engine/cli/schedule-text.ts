import { type JobSchedule, jobScheduleView } from '../jobs/schedules/job-schedule.js';
import { type JobSchedulesService } from '../jobs/schedules/job-schedules.service.js';
import { type CommandCall, type CommandResult } from './command.js';

/** What a schedule is, and when it comes next. */
export function scheduleResult(schedule: JobSchedule): CommandResult {
  const view = jobScheduleView(schedule);
  const { id, kind, cron, time_zone, catch_up, reason, next } = view;
  const lines = [
    `${id}: ${kind} at ${cron} in ${time_zone}, catch-up ${catch_up}, revision ${view.revision}`,
    `Arguments: ${JSON.stringify(view.args)}`,
    ...(reason === null ? [] : [`Reason: ${reason}`]),
    view.enabled ? `Next: ${next.join('\n      ') || 'unknown, because the zone or the expression is'}` : 'Disabled.',
  ];
  return { text: `${lines.join('\n')}\n`, data: view };
}

/** Sets whether a schedule is followed, and leaves the rest as it is. */
export async function setEnabled(
  schedules: JobSchedulesService,
  { args, options }: CommandCall,
  enabled: boolean,
): Promise<CommandResult> {
  const { id, revision, kind, args: ofKind, cron, timeZone, catchUp } = await schedules.get(args.id!);
  const { schedule } = await schedules.set(
    id,
    { kind, args: ofKind, cron, timeZone, catchUp, enabled },
    {
      ...{ changedByUserId: options.as as string | undefined, reason: options.reason as string | undefined },
      expectedRevision: revision,
    },
  );
  return scheduleResult(schedule);
}
