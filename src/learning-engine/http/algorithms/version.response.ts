import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AlgoStatus } from '../../domain/algo-status.js';
import { type JsonObject } from '../../json/json.js';

export class VersionResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({ enum: Object.values(AlgoStatus), example: 'EXPERIMENTAL' })
  status: AlgoStatus;

  @ApiProperty({ example: 'Bayesian knowledge tracing' })
  description: string;

  @ApiProperty({ description: 'Whether this service has the code of the version.' })
  is_registered: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When the row last changed: when it became active, or ceased to be.',
  })
  updated_at: string;
}

/** A parameter set. Its content never changes. */
export class ParamsResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { threshold: 0.7 } })
  params: JsonObject;

  @ApiProperty({ description: 'SHA-256 of the RFC 8785 form, in lower case hexadecimal.', pattern: '^[0-9a-f]{64}$' })
  checksum: string;

  @ApiProperty({ description: 'Whether it is the active set of its version.' })
  is_active: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'For administrators.' })
  created_by_user_id?: string | null;
}

/** What a version takes and gives, as JSON Schema of draft 2020-12. */
export class ContractResponse {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'A complete parameter set.' })
  params: object;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Null: any JSON object.' })
  input: object | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  output: object | null;
}

export class VersionDetailsResponse extends VersionResponse {
  @ApiProperty({ type: ContractResponse, nullable: true, description: 'Null when the service has no code of it.' })
  contract: ContractResponse | null;

  @ApiProperty({ type: [ParamsResponse], description: 'Newest first, at most 200, always with the active one.' })
  params_sets: ParamsResponse[];
}

export class AlgorithmResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ type: [VersionResponse] })
  versions: VersionResponse[];
}

export class AlgorithmsResponse {
  @ApiProperty({ type: [AlgorithmResponse] })
  algorithms: AlgorithmResponse[];
}

export class VersionsResponse {
  @ApiProperty({ type: [VersionResponse] })
  versions: VersionResponse[];
}
