import { ApiProperty } from '@nestjs/swagger';

export class SessionResponse {
  @ApiProperty({ format: 'uuid' })
  session_id: string;

  @ApiProperty({ format: 'uuid', description: 'The learner whose session it is.' })
  user_id: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;
}
