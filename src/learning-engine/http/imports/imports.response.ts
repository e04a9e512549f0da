import { ApiProperty } from '@nestjs/swagger';
import { type JobRun } from '../../jobs/job-run.js';
import { type AnswerImport, type RejectedLine } from '../../learners/imports/answer-import.js';
import { JobResponse, toJobResponse } from '../jobs/job.response.js';

/** Answers of another system. */
export class ImportResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'moodle-2026' })
  source: string;

  @ApiProperty({ type: 'integer', description: 'The last line that was taken: the next one is to be sent.' })
  through_line: number;

  @ApiProperty({ type: 'integer', description: 'Lines that were taken, those included that are no answers.' })
  rows: number;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({
    type: JobResponse,
    nullable: true,
    description: 'What records the answers; its result says what became of each. Null until all were sent.',
  })
  job: JobResponse | null;
}

export class ListedImportResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'moodle-2026' })
  source: string;

  @ApiProperty({ type: 'integer' })
  through_line: number;

  @ApiProperty({ type: 'integer' })
  rows: number;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null until all were sent.' })
  job_id: string | null;
}

export class ImportsResponse {
  @ApiProperty({ type: [ListedImportResponse], description: 'Newest first.' })
  imports: ListedImportResponse[];
}

export class RejectedLineResponse {
  @ApiProperty({ type: 'integer' })
  line: number;

  @ApiProperty({ enum: ['invalid', 'conflict', 'quarantined', 'erased'] })
  outcome: RejectedLine['outcome'];

  @ApiProperty()
  reason: string;
}

export class RejectsResponse {
  @ApiProperty({ type: [RejectedLineResponse], description: 'In the order of the lines.' })
  rejects: RejectedLineResponse[];
}

export class DroppedImportResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: Boolean, enum: [true] })
  dropped: true;
}

const partsOf = ({ id, source, throughLine, rows, createdAt }: AnswerImport) => ({
  ...{ id, source, rows },
  through_line: throughLine,
  created_at: createdAt.toISOString(),
});

export const toImport = (found: AnswerImport, job: JobRun | null): ImportResponse => ({
  ...partsOf(found),
  job: job && toJobResponse(job),
});

export const toListedImport = (found: AnswerImport): ListedImportResponse => ({
  ...partsOf(found),
  job_id: found.jobId,
});
