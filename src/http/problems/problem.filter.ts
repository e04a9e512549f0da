import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, ServiceUnavailableException } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { DatabaseUnavailableError, InfoService } from 'learning-engine';
import { currentRequestId } from '../../logging/request-log.js';
import { algoKeyOf, allowedMethods } from '../server/http-rules.js';
import { problemResponse, RequestProblem } from './problem.js';
import { problemOf } from './problem-of.js';
import { problemTypes } from './problem-types.js';
import { outcomeOf } from '../requests/work.js';

/** Answers every error in one shape. What the service is to blame for goes to the log, not to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly info: InfoService) {}

  /** Never rejects: no caller waits for it. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, detail, errors, headers } = await this.withMethods(problemOf(error, request.method), request);
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

  /** A path that exists, asked by a method that it does not know, is no unknown path. That of no algorithm does not exist. */
  private async withMethods(problem: RequestProblem, request: Request): Promise<RequestProblem> {
    if (problem.problem !== 'not-found') return problem;
    const allowed = allowedMethods(request);
    if (allowed.length === 0) return problem;
    try {
      const key = algoKeyOf(request);
      // As it is in memory, at most half a second old: strangers must not have the database asked for anything.
      if (key !== undefined && !(await this.info.getInfo()).some(({ algoKey }) => algoKey === key)) return problem;
    } catch (error) {
      return problemOf(error, request.method);
    }
    return new RequestProblem('method-not-allowed', undefined, undefined, { Allow: allowed.join(', ') });
  }

  private log(error: unknown, problem: string): void {
    if (error instanceof DatabaseUnavailableError || error instanceof ServiceUnavailableException) {
      this.logger.warn(error.message);
    } else {
      this.logger.error(error instanceof Error ? error : `A value that is not an Error was thrown: ${problem}`);
    }
  }
}
