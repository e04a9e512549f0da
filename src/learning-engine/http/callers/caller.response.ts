import { ApiProperty } from '@nestjs/swagger';
import { type Role, roles } from '../access/auth-user.js';

export class CallerResponse {
  @ApiProperty({ format: 'uuid' })
  user_id: string;

  @ApiProperty({ enum: roles })
  role: Role;

  @ApiProperty({ type: [String], description: 'Of a reader: the groups whose learners they read. Empty for others.' })
  group_ids: readonly string[];
}
