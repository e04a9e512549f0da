import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type JsonObject, type JsonValue } from '../../json/json.js';

const ANY_JSON = ['number', 'string', 'boolean', 'object', 'array', 'null'].map((type) => ({ type }));

/** One difference between two parameter sets. */
export class ParamsChangeResponse {
  @ApiProperty({ description: 'RFC 6901 pointer into the set.', example: '/threshold' })
  pointer: string;

  @ApiPropertyOptional({ anyOf: ANY_JSON, description: 'Any JSON. Absent when the value was added.', example: 0.7 })
  from?: JsonValue;

  @ApiPropertyOptional({ anyOf: ANY_JSON, description: 'Any JSON. Absent when the value was removed.', example: 0.8 })
  to?: JsonValue;
}

export class ParamsDiffResponse {
  @ApiProperty({ type: [ParamsChangeResponse] })
  changes: ParamsChangeResponse[];
}

/** What creating a set would do. */
export class ParamsPreviewResponse {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Completed with the defaults.' })
  params: JsonObject;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  checksum: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The stored set with this content, if there is one.',
  })
  existing_id: string | null;

  @ApiProperty({ type: [ParamsChangeResponse], description: 'The differences from the active set of the version.' })
  changes: ParamsChangeResponse[];
}
