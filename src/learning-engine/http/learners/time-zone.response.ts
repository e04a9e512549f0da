import { ApiProperty } from '@nestjs/swagger';

export class LearnerTimeZoneResponse {
  @ApiProperty({ format: 'uuid' })
  learner_id: string;

  @ApiProperty({ type: String, nullable: true, example: 'Europe/Berlin' })
  time_zone: string | null;
}
