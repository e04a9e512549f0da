import { type ArgumentsHost, Catch } from '@nestjs/common';
import { type Request } from 'express';
import { InfoService } from 'learning-engine';
import { ProblemFilter, problemOf, RequestProblem } from 'learning-engine/http';
import { algoKeyOf, allowedMethods } from '../server/http-rules.js';

/** Answers every error in the form of the engine's routes, also where there is no route. */
@Catch()
export class ServiceProblemFilter extends ProblemFilter {
  constructor(private readonly info: InfoService) {
    super();
  }

  /** Never rejects: no caller waits for it. */
  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const isUnknownPath = problemOf(error, request.method).problem === 'not-found';
    await super.catch(isUnknownPath ? await this.withMethods(error, request) : error, host);
  }

  /** A path that exists, asked by a method that it does not know, is no unknown path. That of no algorithm does not exist. */
  private async withMethods(notFound: unknown, request: Request): Promise<unknown> {
    const allowed = allowedMethods(request);
    if (allowed.length === 0 || allowed.includes(request.method)) return notFound;
    try {
      const key = algoKeyOf(request);
      // As it is in memory, at most half a second old: strangers must not have the database asked for anything.
      if (key !== undefined && !(await this.info.getInfo()).some(({ algoKey }) => algoKey === key)) return notFound;
    } catch (error) {
      return error;
    }
    return new RequestProblem('method-not-allowed', undefined, undefined, { Allow: allowed.join(', ') });
  }
}
