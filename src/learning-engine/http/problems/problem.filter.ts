import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, ServiceUnavailableException } from '@nestjs/common';
import { currentRequest, REQUEST_ID_HEADER, requestIdOf } from '../requests/request-context.js';
import { type Request, type Response } from 'express';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';
import { problemResponse } from './problem.js';
import { problemOf } from './problem-of.js';
import { problemTypes } from './problem-types.js';
import { outcomeOf } from '../requests/work.js';

/** Answers every error in one shape. What the service is to blame for goes to the log, not to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void | Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, detail, errors, headers } = problemOf(error, request.method);
    const { status } = problemTypes[problem];
    const requestId = requestIdOf(request);
    if (status >= 500 && problem !== 'not-implemented') this.log(error, problem, requestId);
    if (response.headersSent) {
      request.socket.destroy();
      return;
    }
    const outcome = status === 503 ? outcomeOf(request, error) : undefined;
    response
      .status(status)
      .set({ [REQUEST_ID_HEADER]: requestId, ...headers })
      .type('application/problem+json')
      .send(JSON.stringify(problemResponse(problem, requestId, { detail, errors, instance: request.path, outcome })));
  }

  private log(error: unknown, problem: string, requestId: string): void {
    // The logger of a host that names its requests says the id itself.
    const fields = currentRequest() ? [] : [{ request_id: requestId }];
    if (error instanceof DatabaseUnavailableError || error instanceof ServiceUnavailableException) {
      this.logger.warn(error.message, ...fields);
    } else {
      this.logger.error(
        error instanceof Error ? error : `A value that is not an Error was thrown: ${problem}`,
        ...fields,
      );
    }
  }
}
