import { ApiProperty } from '@nestjs/swagger';
import { type Role, roles } from '../access/auth-user.js';
import { type RouteGroup, routeGroups } from '../route-groups.js';

export class CallerResponse {
  @ApiProperty({ format: 'uuid' })
  user_id: string;

  @ApiProperty({ enum: roles })
  role: Role;

  @ApiProperty({ type: [String], description: 'Of a reader: the groups whose learners they read. Empty for others.' })
  group_ids: readonly string[];

  @ApiProperty({
    enum: routeGroups,
    isArray: true,
    description:
      'The groups of routes that this app has, for programs that show what can be done there. Routes of no group are always there.',
  })
  routes: readonly RouteGroup[];
}
