import { ApiProperty } from '@nestjs/swagger';
import { type ListedProjection, PROJECTION_STATUSES } from '../../learners/builder/projections.service.js';
import { StatesOfResponse } from '../learners/states.response.js';

/** The states of all learners by a version with its parameters. */
export class ProjectionResponse extends StatesOfResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  calibration_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  skill_map_id: string | null;

  @ApiProperty({ description: 'Whether version, parameters, calibration and skill map are the active ones.' })
  active: boolean;

  @ApiProperty({
    enum: PROJECTION_STATUSES,
    description:
      '`READY`: every write keeps the states of all learners up to date. `RETIRED`: they are not kept up to date any more.',
  })
  status: ListedProjection['status'];

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  ready_at: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Learners with answers.' })
  learners: number;

  @ApiProperty({
    ...{ type: 'integer', minimum: 0, nullable: true },
    description: 'Those of them whose states are not up to date. Null where it is retired.',
  })
  behind: number | null;

  @ApiProperty({
    ...{ type: 'integer', minimum: 0, nullable: true },
    description: 'Those of them at whose answers the version failed. Null where it is retired.',
  })
  failed: number | null;
}

export class ProjectionsResponse {
  @ApiProperty({ type: [ProjectionResponse], description: 'The newest first, as of one moment.' })
  projections: ProjectionResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}

export const toProjection = ({
  algoKey,
  paramsId,
  calibrationId,
  skillMapId,
  isActive,
  createdAt,
  readyAt,
  ...same
}: ListedProjection): ProjectionResponse => ({
  ...same,
  ...{ algo_key: algoKey, params_id: paramsId, active: isActive },
  ...{ calibration_id: calibrationId, skill_map_id: skillMapId },
  created_at: createdAt.toISOString(),
  ready_at: readyAt?.toISOString() ?? null,
});
