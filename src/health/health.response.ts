import { ApiProperty } from '@nestjs/swagger';

/** Body of `GET /health/live`. */
export class LiveResponse {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';
}

/** What was looked at. Whatever but `writes` is not `up` makes the answer a 503. */
export class ChecksResponse {
  @ApiProperty({ enum: ['up'], description: 'The service is not shutting down.' })
  serving: 'up';

  @ApiProperty({ enum: ['up'], description: 'The database answers.' })
  database: 'up';

  @ApiProperty({ enum: ['up'], description: 'No migration is pending, and none ran that the code does not know.' })
  schema: 'up';

  @ApiProperty({ enum: ['up'], description: 'This instance can run at least one of the active versions.' })
  engine: 'up';

  @ApiProperty({
    enum: ['up', 'down'],
    description:
      'Whether the database takes writes. `down` alone does not make the answer a 503: it holds for all instances, and reads still work.',
  })
  writes: 'up' | 'down';
}

/** Body of `GET /health/ready`. */
export class ReadyResponse {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';

  @ApiProperty()
  checks: ChecksResponse;
}
