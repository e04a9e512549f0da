import { ApiProperty } from '@nestjs/swagger';
import { type PreviewPage } from '../../evidence/previews/previews.service.js';

/** A version with a parameter set. */
export class PairResponse {
  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;
}

/** A preview that has been made, without its report. */
export class MadePreviewResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'v2', description: 'The candidate.' })
  version: string;

  @ApiProperty({ format: 'uuid', description: 'Of the candidate.' })
  params_id: string;

  @ApiProperty({ type: PairResponse, nullable: true, description: 'What was active at `as_of`.' })
  active: PairResponse | null;

  @ApiProperty({ type: String, nullable: true, description: 'The last activation at `as_of`.' })
  activation_id: string | null;

  @ApiProperty({ format: 'date-time', description: 'When answers and the active version were as the report says.' })
  as_of: string;

  @ApiProperty({ description: 'SHA-256 of the report in its RFC 8785 form.' })
  digest: string;
}

export class PreviewsResponse {
  @ApiProperty({ type: [MadePreviewResponse], description: 'The newest first.' })
  previews: MadePreviewResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export const toMadePreviewResponse = ({
  id,
  version,
  paramsId,
  activeVersion,
  activeParamsId,
  activationId,
  asOf,
  digest,
}: PreviewPage['previews'][number]): MadePreviewResponse => ({
  ...{ id, version, params_id: paramsId, activation_id: activationId, as_of: asOf.toISOString(), digest },
  active: activeVersion === null ? null : { version: activeVersion, params_id: activeParamsId! },
});
