import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type AuthUser } from './auth-user.js';

/** The caller of a route that is not public. */
export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): AuthUser => context.switchToHttp().getRequest<{ user: AuthUser }>().user,
);
