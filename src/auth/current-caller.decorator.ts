import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Caller } from './caller.js';

/** The caller of a route that is not public. */
export const CurrentCaller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller => context.switchToHttp().getRequest<{ user: Caller }>().user,
);
