import { ApiProperty } from '@nestjs/swagger';
import { JobStatus } from '../../domain/job-status.js';
import { evaluationView } from '../../evidence/evaluations/evaluation-view.js';
import { type EvaluationReport } from '../../evidence/evaluations/evaluation-report.js';
import { type Evaluated, type StoredReport } from '../../evidence/evaluations/evaluations.service.js';
import { JobProgressResponse } from '../jobs/job.response.js';

/** How well a candidate predicts. */
export class EvaluationResponse {
  @ApiProperty({ format: 'uuid', description: 'That of the job that makes the evaluation.' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v2', description: 'The candidate.' })
  version: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of the candidate.' })
  params_id: string | null;

  @ApiProperty({ oneOf: [{ type: 'string', enum: ['all'] }, { type: 'integer' }], example: 'all' })
  sample: number | 'all';

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null where all answers are judged.' })
  from: string | null;

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
  report: EvaluationReport | null;
}

export function toEvaluationResponse(evaluated: Evaluated): EvaluationResponse {
  const { created_at, ended_at, as_of, ...view } = evaluationView(evaluated);
  return {
    ...view,
    created_at: created_at.toISOString(),
    ended_at: ended_at?.toISOString() ?? null,
    as_of: as_of?.toISOString() ?? null,
  };
}

/** The report of an evaluation that has been made. */
export class EvaluationReportResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  as_of: string;

  @ApiProperty({ description: 'SHA-256 of `report` in its RFC 8785 form.' })
  digest: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  report: EvaluationReport;
}

export class EvaluationsResponse {
  @ApiProperty({ type: [EvaluationReportResponse], description: 'The newest first.' })
  evaluations: EvaluationReportResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export const toReportResponse = ({ id, asOf, digest, report }: StoredReport): EvaluationReportResponse => ({
  ...{ id, as_of: asOf.toISOString(), digest, report },
});
