import { storedInstant } from '../../database/entities/stored-instant.js';
import { type JsonObject } from '../../json/json.js';
import { canBeFollowed, type CatchUp, followingTimes } from './occurrences.js';

/** What a schedule does, and when. */
export interface JobScheduleDefinition {
  kind: string;
  /** The arguments of its kind. */
  args: JsonObject;
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** Of the IANA database, such as `Europe/Berlin`. */
  timeZone: string;
  enabled: boolean;
  /** What becomes of occurrences that no worker was up for. */
  catchUp: CatchUp;
}

/** A definition as it was set, by whom and why. */
export interface JobScheduleChange extends JobScheduleDefinition {
  /** Counts the changes of the schedule. */
  revision: number;
  changedByUserId: string | null;
  reason: string | null;
  changedAt: Date;
}

/** A schedule as it is. */
export interface JobSchedule extends JobScheduleChange {
  id: string;
  createdAt: Date;
  /** The first occurrence for which no job was queued; null while the schedule is disabled. */
  nextAt: Date | null;
}

/** A schedule as callers see it. */
export interface JobScheduleView {
  id: string;
  revision: number;
  kind: string;
  args: JsonObject;
  cron: string;
  time_zone: string;
  enabled: boolean;
  catch_up: CatchUp;
  /** The next five times, in its zone; none while it is disabled, or where the zone or the expression is unknown here. */
  next: string[];
  reason: string | null;
  changed_by_user_id: string | null;
  created_at: Date;
  changed_at: Date;
}

const CHANGE = [
  'revision',
  'kind',
  'args',
  'cron',
  'time_zone AS "timeZone"',
  'enabled',
  'catch_up AS "catchUp"',
  'changed_by_user_id AS "changedByUserId"',
  'reason',
  'changed_at AS "changedAt"',
];

export const CHANGE_COLUMNS = CHANGE.join(', ');
export const SCHEDULE_COLUMNS = [...CHANGE, 'id', 'created_at AS "createdAt"', 'next_at AS "nextAt"'].join(', ');

export const changeOfRow = (row: JobScheduleChange): JobScheduleChange => ({
  ...row,
  changedAt: storedInstant(row.changedAt),
});

export const scheduleOfRow = (row: JobSchedule): JobSchedule => ({
  ...row,
  changedAt: storedInstant(row.changedAt),
  createdAt: storedInstant(row.createdAt),
  nextAt: row.nextAt === null ? null : storedInstant(row.nextAt),
});

const SHOWN_TIMES = 5;

export const jobScheduleView = (schedule: JobSchedule): JobScheduleView => ({
  id: schedule.id,
  revision: schedule.revision,
  kind: schedule.kind,
  args: schedule.args,
  cron: schedule.cron,
  time_zone: schedule.timeZone,
  enabled: schedule.enabled,
  catch_up: schedule.catchUp,
  next:
    schedule.nextAt !== null && canBeFollowed(schedule) ? followingTimes(schedule, schedule.nextAt, SHOWN_TIMES) : [],
  reason: schedule.reason,
  changed_by_user_id: schedule.changedByUserId,
  created_at: schedule.createdAt,
  changed_at: schedule.changedAt,
});
