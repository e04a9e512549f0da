import { ApiProperty } from '@nestjs/swagger';
import { type JsonObject } from '../../json/json.js';

/** What a job that fits has found. */
export class FitReportResponse {
  @ApiProperty({ format: 'uuid', description: 'That of the job that made it.' })
  id: string;

  @ApiProperty({ example: 'fit.mastery', description: 'The kind of the job.' })
  kind: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v2' })
  version: string;

  @ApiProperty({ format: 'uuid', description: 'The active set of the version, which the candidate was held against.' })
  base_params_id: string;

  @ApiProperty({ example: 'REJECTED', description: '`CANDIDATE`, `REJECTED`, or why nothing was judged.' })
  outcome: string;

  @ApiProperty({
    ...{ type: 'integer', nullable: true },
    description: 'How often a candidate was judged against this active set, with this one. Null where none was.',
  })
  look: number | null;

  @ApiProperty({
    ...{ type: String, format: 'uuid', nullable: true },
    description: 'The candidate, which is not active. Null where there is none.',
  })
  params_id: string | null;

  @ApiProperty({ description: 'SHA-256 of `report` in its RFC 8785 form.' })
  digest: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  report: JsonObject;
}

export class FitReportsResponse {
  @ApiProperty({ type: [FitReportResponse], description: 'The newest first.' })
  fit_reports: FitReportResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
