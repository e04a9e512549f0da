import { ApiProperty } from '@nestjs/swagger';
import { JobStatus } from '../../domain/job-status.js';
import { previewView } from '../../evidence/previews/preview-view.js';
import { type Preview } from '../../evidence/previews/previews.service.js';
import { type PreviewReport } from '../../evidence/previews/report-of.js';
import { JobProgressResponse } from '../jobs/job.response.js';

/** What a candidate would change for learners. */
export class PreviewResponse {
  @ApiProperty({ format: 'uuid', description: 'That of the job that makes the preview.' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v1', description: 'The candidate.' })
  version: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of the candidate.' })
  params_id: string | null;

  @ApiProperty({ oneOf: [{ type: 'string', enum: ['all'] }, { type: 'integer' }], example: 'all' })
  sample: number | 'all';

  @ApiProperty({ format: 'date-time', description: 'What is due is counted from this time.' })
  now: string;

  @ApiProperty({ enum: Object.values(JobStatus) })
  status: JobStatus;

  @ApiProperty({ description: 'In learners.' })
  progress: JobProgressResponse;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  created_by_user_id: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  ended_at: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The kind of failure.', example: 'TIMED_OUT' })
  error_code: string | null;

  @ApiProperty({ type: String, nullable: true })
  error_message: string | null;

  @ApiProperty({
    ...{ type: String, format: 'date-time', nullable: true },
    description: 'When answers and the active version were as the report says. Null until then.',
  })
  as_of: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of `report` in its RFC 8785 form.' })
  digest: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Null until it is made.' })
  report: PreviewReport | null;

  @ApiProperty({
    ...{ type: 'array', items: { type: 'string', format: 'uuid', nullable: true } },
    description: 'The learners of `most_changed` in the report, in their order; null for one who was erased.',
  })
  most_changed_learners: (string | null)[];
}

export function toPreviewResponse(preview: Preview): PreviewResponse {
  const { created_at, ended_at, as_of, ...view } = previewView(preview);
  return {
    ...view,
    created_at: created_at.toISOString(),
    ended_at: ended_at?.toISOString() ?? null,
    as_of: as_of?.toISOString() ?? null,
  };
}
