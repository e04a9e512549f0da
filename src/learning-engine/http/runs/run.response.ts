import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type JsonObject } from '../../json/json.js';
import { RunPurpose } from '../../domain/run-purpose.js';
import { RunStatus } from '../../domain/run-status.js';
import { RunTrigger } from '../../domain/run-trigger.js';

/** A run record. */
export class RunResponse {
  @ApiProperty({ format: 'uuid' })
  run_id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({
    description: 'Whether the caller named the version; otherwise it was the active one, or that of the session.',
  })
  version_named: boolean;

  @ApiProperty({ format: 'uuid' })
  params_id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  user_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  session_id: string | null;

  @ApiProperty({
    ...{ type: String, nullable: true, pattern: '^[0-9]+$' },
    description: 'Of a run in a session: `id` of the activation by which the session runs.',
  })
  pin_activation_id: string | null;

  @ApiProperty({
    ...{ type: String, nullable: true, pattern: '^[0-9]+$' },
    description: 'Beside it: `id` of the last activation when the run was started.',
  })
  active_activation_id: string | null;

  @ApiProperty({ enum: Object.values(RunTrigger) })
  trigger: RunTrigger;

  @ApiProperty({ enum: Object.values(RunPurpose) })
  purpose: RunPurpose;

  @ApiProperty({
    ...{ type: String, format: 'uuid', nullable: true },
    description: 'Of a run of another purpose than live: the run whose input it computes.',
  })
  parent_run_id: string | null;

  @ApiProperty({ enum: Object.values(RunStatus) })
  status: RunStatus;

  @ApiProperty({ format: 'date-time' })
  started_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completed_at: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Summary of the input.' })
  input_summary: JsonObject;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Summary of the output.' })
  output_summary: JsonObject | null;

  @ApiProperty({ type: String, nullable: true, description: 'The kind of failure.', example: 'INVALID_INPUT' })
  error_code: string | null;

  @ApiProperty({ type: String, nullable: true })
  error_message: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'node 22.13.0', description: 'For administrators.' })
  runtime?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A digest of the code that computed it, for administrators; null where its version declares none.',
  })
  code_digest?: string | null;
}

export class RunsResponse {
  @ApiProperty({ type: [RunResponse], description: 'Newest first.' })
  runs: RunResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
