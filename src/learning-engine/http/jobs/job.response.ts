import { ApiProperty } from '@nestjs/swagger';
import { JobStatus } from '../../domain/job-status.js';
import { type JobRun } from '../../jobs/job-run.js';
import { jobView } from '../../jobs/job-view.js';
import { type JsonObject } from '../../json/json.js';

export class JobProgressResponse {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'In units of the kind.' })
  done: number;

  @ApiProperty({
    ...{ type: 'integer', minimum: 0, nullable: true },
    description: 'Null until the job is planned, and where the kind cannot know it.',
  })
  total: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Units per second since the first start.' })
  rate_per_second: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'At that rate.' })
  seconds_left: number | null;
}

/** A job. */
export class JobResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'runs.verify-checksums' })
  kind: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  args: JsonObject;

  @ApiProperty({ enum: Object.values(JobStatus) })
  status: JobStatus;

  @ApiProperty()
  progress: JobProgressResponse;

  @ApiProperty({ type: 'integer', description: 'How often the chunk that comes next was begun.' })
  attempts: number;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The schedule of which it is an occurrence.' })
  schedule_id: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The time of that occurrence.' })
  scheduled_for: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  created_by_user_id: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  ended_at: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What the job has found.' })
  result: JsonObject | null;

  @ApiProperty({ type: String, nullable: true, description: 'The kind of failure.', example: 'TIMED_OUT' })
  error_code: string | null;

  @ApiProperty({ type: String, nullable: true })
  error_message: string | null;
}

export class JobsResponse {
  @ApiProperty({ type: [JobResponse], description: 'Newest first.' })
  jobs: JobResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export class JobKindResponse {
  @ApiProperty({ example: 'runs.verify-checksums' })
  kind: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ description: 'Whether a job of this kind needs a reason.' })
  needs_reason: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'JSON Schema of the arguments.' })
  args: JsonObject;
}

export class JobKindsResponse {
  @ApiProperty({ type: [JobKindResponse] })
  kinds: JobKindResponse[];
}

export function toJobResponse(job: JobRun): JobResponse {
  const { scheduled_for, created_at, started_at, ended_at, ...view } = jobView(job);
  return {
    ...view,
    scheduled_for: scheduled_for?.toISOString() ?? null,
    created_at: created_at.toISOString(),
    started_at: started_at?.toISOString() ?? null,
    ended_at: ended_at?.toISOString() ?? null,
  };
}
