import { CatchUp } from '../../jobs/schedules/occurrences.js';
import { BooleanField, JsonObjectField, OneOfField, TextField } from '../validation/fields.js';

export class SetJobScheduleRequest {
  @TextField(64, { description: 'Kind of the jobs.', example: 'runs.verify-checksums' })
  kind: string;

  @JsonObjectField({
    description: 'Arguments as the `args` schema of the kind describes them.',
    example: { sample_runs: 1000 },
    optional: true,
  })
  args?: object | null;

  @TextField(200, {
    description: 'Five fields: minute, hour, day of the month, month, day of the week.',
    example: '30 2 * * *',
  })
  cron: string;

  @TextField(64, { description: 'Time zone of the IANA database.', example: 'Europe/Berlin' })
  time_zone: string;

  @BooleanField({ description: 'Whether it is followed. Without it: true.', optional: true })
  enabled?: boolean | null;

  @OneOfField(CatchUp, {
    description: 'Whether one job makes up for occurrences that no worker was up for, or none. Without it: `once`.',
    optional: true,
  })
  catch_up?: CatchUp | null;

  @TextField(1000, { description: 'Why. Some kinds need it.', example: 'As agreed', optional: true })
  reason?: string | null;
}
