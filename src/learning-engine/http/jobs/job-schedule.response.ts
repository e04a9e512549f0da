import { ApiProperty } from '@nestjs/swagger';
import { type JobSchedule, type JobScheduleChange, jobScheduleView } from '../../jobs/schedules/job-schedule.js';
import { CatchUp } from '../../jobs/schedules/occurrences.js';
import { type JsonObject } from '../../json/json.js';

const CURSOR = { type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' };

/** What a schedule was set to, by whom and why. */
export class JobScheduleChangeResponse {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Counts the changes of the schedule.' })
  revision: number;

  @ApiProperty({ example: 'runs.verify-checksums' })
  kind: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  args: JsonObject;

  @ApiProperty({ example: '30 2 * * *' })
  cron: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  time_zone: string;

  @ApiProperty()
  enabled: boolean;

  @ApiProperty({ enum: Object.values(CatchUp), description: 'What becomes of occurrences that no worker was up for.' })
  catch_up: CatchUp;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  changed_by_user_id: string | null;

  @ApiProperty({ format: 'date-time' })
  changed_at: string;
}

/** A schedule of jobs. */
export class JobScheduleResponse extends JobScheduleChangeResponse {
  @ApiProperty({ example: 'nightly-check' })
  id: string;

  @ApiProperty({
    type: [String],
    description:
      'The next five times, in its zone; none while it is disabled, or where the zone or the expression is unknown.',
    example: ['2027-03-28T03:00:00+02:00'],
  })
  next: string[];

  @ApiProperty({ format: 'date-time' })
  created_at: string;
}

export class JobSchedulesResponse {
  @ApiProperty({ type: [JobScheduleResponse], description: 'By their ids.' })
  schedules: JobScheduleResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export class JobScheduleChangesResponse {
  @ApiProperty({ type: [JobScheduleChangeResponse], description: 'Newest first.' })
  changes: JobScheduleChangeResponse[];

  @ApiProperty(CURSOR)
  next_cursor: string | null;
}

export function toJobSchedule(schedule: JobSchedule): JobScheduleResponse {
  const { created_at, changed_at, ...view } = jobScheduleView(schedule);
  return { ...view, created_at: created_at.toISOString(), changed_at: changed_at.toISOString() };
}

export const toJobScheduleChange = (change: JobScheduleChange): JobScheduleChangeResponse => ({
  revision: change.revision,
  kind: change.kind,
  args: change.args,
  cron: change.cron,
  time_zone: change.timeZone,
  enabled: change.enabled,
  catch_up: change.catchUp,
  reason: change.reason,
  changed_by_user_id: change.changedByUserId,
  changed_at: change.changedAt.toISOString(),
});
