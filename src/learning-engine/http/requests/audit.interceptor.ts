import { Reflector } from '@nestjs/core';
import { callerOf } from '../access/auth-user.js';
import { currentRequest, inRequestContext } from './request-context.js';
import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type Observable } from 'rxjs';

/** Declares that what a controller or a route answers tells of persons, and so who reads it is logged: see `AuditInterceptor`. */
export const ReadsPersons = Reflector.createDecorator<true>();

/** Roles that may see and do what concerns other people. */
const PRIVILEGED: readonly string[] = ['reader', 'service', 'admin'];

const READS = ['GET', 'HEAD'];

/**
 * Logs what privileged callers did or tried, where it changes something or tells of persons: who, which operation, on what, for
 * which person, with which status. Their reads of other people's runs leave a trace so, and their changes, done or rejected.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Audit');

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const caller = callerOf(request);
    const isAudited =
      !READS.includes(request.method) ||
      this.reflector.getAllAndOverride(ReadsPersons, [context.getHandler(), context.getClass()]);
    if (isAudited && caller && PRIVILEGED.includes(caller.role)) {
      const operation = `${context.getClass().name}.${context.getHandler().name}`;
      const response = http.getResponse<Response>();
      const known = currentRequest();
      response.once('close', () =>
        inRequestContext(known, () =>
          this.logger.log(`${caller.role} ${caller.userId}: ${operation} ${response.statusCode}`, {
            user_id: caller.userId,
            role: caller.role,
            operation,
            ...request.params,
            person: personOf(request),
            status: response.statusCode,
          }),
        ),
      );
    }
    return next.handle();
  }
}

/** The user whom a query or a body names. */
function personOf({ query, body }: Request): string | undefined {
  const { user_id: named = query.user_id } = (body ?? {}) as { user_id?: unknown };
  return typeof named === 'string' && /^[\da-f-]{36}$/i.test(named) ? named.toLowerCase() : undefined;
}
