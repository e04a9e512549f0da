import { ApiProperty } from '@nestjs/swagger';

/** Body of `GET /health/live`. */
export class LiveResponse {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';
}

/** What was looked at. An answer of 200 has nothing but `up`: with anything else it is 503. */
export class ChecksResponse {
  @ApiProperty({ enum: ['up'], description: 'The service was not told to stop.' })
  serving: 'up';

  @ApiProperty({ enum: ['up'], description: 'The database answers.' })
  database: 'up';

  @ApiProperty({ enum: ['up'], description: 'No migration is pending, and none ran that the code does not know.' })
  schema: 'up';

  @ApiProperty({ enum: ['up'], description: 'What is live has code and parameters.' })
  engine: 'up';
}

/** Body of `GET /health/ready`. */
export class ReadyResponse {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';

  @ApiProperty()
  checks: ChecksResponse;
}
