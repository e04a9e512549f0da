import { ApiProperty } from '@nestjs/swagger';

/** How one version fared in the window. */
export class VersionStatisticsResponse {
  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({ type: 'integer', description: 'Runs that started in the window.' })
  runs: number;

  @ApiProperty({ type: 'integer' })
  succeeded: number;

  @ApiProperty({ type: 'integer', description: 'Runs that failed, but for those whose input was not valid.' })
  failed: number;

  @ApiProperty({ type: 'integer', description: 'Runs that ended as FAILED because their input was not valid.' })
  invalid_inputs: number;

  @ApiProperty({ type: 'integer' })
  running: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Failed runs among those that succeeded or failed, 0 to 1.',
  })
  failure_rate: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Median duration of the runs that succeeded.' })
  p50_ms: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'The duration that 95 of 100 runs did not exceed.' })
  p95_ms: number | null;
}

/** How one version fared in one period. */
export class PeriodStatisticsResponse extends VersionStatisticsResponse {
  @ApiProperty({ format: 'date-time', description: 'When the period began: the first one with the window.' })
  from: string;
}

export class StatisticsResponse {
  @ApiProperty({ type: [VersionStatisticsResponse], description: 'The versions that ran in the window, by name.' })
  versions: VersionStatisticsResponse[];

  @ApiProperty({
    type: [PeriodStatisticsResponse],
    required: false,
    description:
      'With `by`: the oldest first, and in each the versions by name. What did not run in a period is left out.',
  })
  periods?: PeriodStatisticsResponse[];
}
