import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import { HostPorts } from '../host-ports.js';
import { requestIdOf } from '../requests/request-context.js';
import { type Request, type Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { callerOf } from '../access/auth-user.js';
import { digestOf, idempotencyKeyOf, routeOf } from '../requests/idempotency-key.js';
import { problemResponse, RequestProblem } from '../problems/problem.js';
import { problemOf } from '../problems/problem-of.js';
import { isPassing } from '../problems/is-passing.js';
import { problemTypes } from '../problems/problem-types.js';
import { type Work, workOf } from '../requests/work.js';
import { Claim, type StoredAnswer } from '../../idempotency/claim.js';
import { IdempotencyService } from '../../idempotency/idempotency.service.js';

/** Larger answers to a computation are computed again. */
const LARGEST_STORED = 64 * 1024;

/** Carries out a request with an Idempotency-Key once, and answers its repetitions with a copy of its answer. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(
    private readonly keys: IdempotencyService,
    private readonly host: HostPorts,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const key = idempotencyKeyOf(request);
    // A promise, which goes on to its end when the answer is given before.
    return key === undefined ? next.handle() : from(this.answer(key, request, http.getResponse<Response>(), next));
  }

  private async answer(
    key: string,
    request: Request,
    response: Response,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const { userId } = callerOf(request)!;
    const refusal = await this.host.users.admit(userId, null);
    if (refusal) throw new RequestProblem(refusal);
    const work = workOf(request);
    const named = { userId, key, route: routeOf(request), digest: digestOf(request) };
    const found = await this.keys.claim(named, work.signal);
    if (!(found instanceof Claim)) return repeat(found, response);

    work.claim = found;
    try {
      const answer = await lastValueFrom(next.handle());
      await this.settle(found, work, work.mayBeStored ? work.stored(answer) : undefined);
      return answer;
    } catch (error) {
      await this.settle(found, work, refusalOf(error, request));
      throw error;
    }
  }

  /** Stores the answer, if it is one to keep. What cannot be stored now is found out by the next request with the key. */
  private async settle(claim: Claim, work: Work, answer?: StoredAnswer): Promise<void> {
    if (work.isAnswered) return;
    try {
      if (answer && Buffer.byteLength(answer.body) <= LARGEST_STORED) await claim.answer(answer, work.learnerId);
      else await claim.release();
    } catch (error) {
      this.logger.warn(`An answer could not be stored under its key: ${(error as Error).message}`);
    }
  }
}

function repeat({ status, body }: StoredAnswer, response: Response): string {
  response.status(status).type(status < 400 ? 'application/json' : 'application/problem+json');
  return body;
}

/** The answer to what is rejected; undefined for what is not to be remembered. */
function refusalOf(error: unknown, request: Request): StoredAnswer | undefined {
  const { problem, detail, errors } = problemOf(error, request.method);
  const { status } = problemTypes[problem];
  if (isPassing(problem)) return undefined;
  const body = problemResponse(problem, requestIdOf(request), { detail, errors, instance: request.path });
  return { status, body: JSON.stringify(body) };
}
