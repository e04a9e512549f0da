import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type AuthUser, callerOf } from './auth-user.js';

/** The caller of a route that is not public. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): AuthUser =>
  callerOf(context.switchToHttp().getRequest<object>())!,
);
