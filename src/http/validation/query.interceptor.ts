import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type Request } from 'express';
import { type Observable } from 'rxjs';
import { RequestProblem, UNKNOWN } from '../problems/problem.js';

/** Refuses a query where the route takes none: no pipe sees it, and what it was meant to do would not be done. */
@Injectable()
export class QueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const names = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (names.length > 0 && !takesQuery(context)) {
      const errors = names.map((parameter) => ({ parameter, detail: UNKNOWN }));
      throw new RequestProblem('invalid-request', undefined, errors);
    }
    return next.handle();
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const { name } = context.getHandler();
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) ?? {}) as object;
  return Object.keys(declared).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
