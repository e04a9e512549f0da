import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, ServiceUnavailableException } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DatabaseUnavailableError } from '../learning-engine/index.js';
import { currentRequestId } from '../logging/request-context.js';
import { allowedMethods } from './allowed-methods.js';
import { problemResponse, RequestProblem } from './problem.js';
import { problemOf } from './problem-of.js';
import { problemTypes } from './problem-types.js';
import { outcomeOf } from './work.js';

/** Answers every error in one shape. What the service is to blame for goes to the log, not to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, detail, errors, headers } = withMethods(problemOf(error, request.method), request);
    const { status } = problemTypes[problem];
    if (status >= 500 && problem !== 'not-implemented') this.log(error, problem);
    if (response.headersSent) {
      request.socket.destroy();
      return;
    }
    const requestId = currentRequestId() ?? '';
    const outcome = status === 503 ? outcomeOf(request, error) : undefined;
    response
      .status(status)
      .set(headers)
      .type('application/problem+json')
      .send(JSON.stringify(problemResponse(problem, requestId, { detail, errors, instance: request.path, outcome })));
  }

  private log(error: unknown, problem: string): void {
    if (error instanceof DatabaseUnavailableError || error instanceof ServiceUnavailableException) {
      this.logger.warn(error.message);
    } else {
      this.logger.error(error instanceof Error ? error : `Not an Error was thrown: ${problem}`);
    }
  }
}

/** A path that exists, asked by a method that it does not know, is no unknown path. */
function withMethods(problem: RequestProblem, request: Request): RequestProblem {
  if (problem.problem !== 'not-found') return problem;
  const allowed = allowedMethods(request);
  return allowed.length > 0
    ? new RequestProblem('method-not-allowed', undefined, undefined, { Allow: allowed.join(', ') })
    : problem;
}
