import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { REQUEST_ID_HEADER, requestIdOf } from '../requests/request-context.js';
import { type Request, type Response } from 'express';
import { logProblem } from './problem-log.js';
import { problemResponse } from './problem.js';
import { problemOf } from './problem-of.js';
import { problemTypes } from './problem-types.js';
import { outcomeOf } from '../requests/work.js';

/** Answers every error in one shape. What the service is to blame for goes to the log, not to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void | Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, detail, errors, headers } = problemOf(error, request.method);
    const { status } = problemTypes[problem];
    const requestId = requestIdOf(request);
    logProblem(error, problem, requestId);
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
}
