import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { type Claim, type StoredAnswer } from '../../idempotency/claim.js';
import { type Outcome } from '../../errors/database-failure.js';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { finalize, Observable, race } from 'rxjs';
import { StreamedBody } from '../body/streamed-body.js';
import { RequestProblem } from '../problems/problem.js';

type Manager = Parameters<NonNullable<ChangeOptions['beforeCommit']>>[1];

/** What a request is to do. Once its answer is given, or its client is gone, nothing of it begins any more. */
export class Work {
  private readonly controller = new AbortController();
  private hasBegun = false;
  /** Of the key by which the caller named the request. */
  claim?: Claim;
  /** Of whom the answer tells. */
  learnerId: string | null = null;
  isAnswered = false;
  /** Whether the answer may be kept for repetitions of the request. */
  mayBeStored = true;

  constructor(private readonly response: Response) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  giveUp(): void {
    this.controller.abort();
  }

  /** To be called before what may have an effect, with the signal that it is to heed. */
  begin(): AbortSignal {
    this.hasBegun = true;
    return this.signal;
  }

  /**
   * Makes a change, and its answer in the same transaction: what was changed is answered, and never by a failure.
   *
   * @param change hands the options on to the engine
   * @param storedOf what a repetition of the request is answered with, where that is not the answer itself
   */
  async change<Result, Answer>(
    change: (options: ChangeOptions<Result>) => Promise<unknown>,
    answerOf: (result: Result, manager: Manager) => Answer | Promise<Answer>,
    storedOf = (answer: Answer): Answer => answer,
  ): Promise<Answer> {
    let made: { answer: Answer } | undefined;
    await change({
      signal: this.signal,
      beforeCommit: async (result, manager) => {
        this.begin(); // before this nothing can be committed, and after giving up nothing will be
        const answer = await answerOf(result, manager);
        made = { answer };
        await this.claim?.answer(this.stored(storedOf(answer)), this.learnerId, manager);
      },
    });
    // Nothing must be answered as done that did not come to its commit.
    if (!made) throw new Error('A change ended without its answer.');
    this.isAnswered = true;
    return made.answer;
  }

  /** An answer as it is sent. */
  stored(answer: unknown): StoredAnswer {
    return { status: this.response.statusCode, body: JSON.stringify(answer) };
  }

  /** Whether it was done, when it ended in this error. */
  outcomeOf(error: unknown): Outcome {
    return this.hasBegun ? ((error as { outcome?: Outcome }).outcome ?? 'unknown') : 'not-done';
  }
}

const works = new WeakMap<Request, Work>();

export const workOf = (request: Request): Work => works.get(request)!;

export const setWork = (request: Request, work: Work): unknown => works.set(request, work);

/** Whether what a request was to do was done, when it ended in an error; undefined for one that only reads. */
export function outcomeOf(request: Request, error: unknown): Outcome | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return works.get(request)?.outcomeOf(error) ?? 'not-done';
}

/** What the request is to do. */
export const CurrentWork = createParamDecorator((_data: unknown, context: ExecutionContext): Work =>
  workOf(context.switchToHttp().getRequest<Request>()),
);

const DEADLINE_MS = 5000;

/**
 * No request waits longer than 5 s for its answer, or than its route says, however many slow steps it takes: then its work is given up, and it is
 * 503. It is given up as well when its client is gone.
 */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const response = http.getResponse<Response>();
    const work = new Work(response);
    setWork(http.getRequest<Request>(), work);
    const timer = setTimeout(
      () => work.giveUp(),
      this.reflector.get(StreamedBody, context.getHandler()) ?? DEADLINE_MS,
    );
    response.once('close', () => {
      if (!response.writableFinished) work.giveUp();
    });
    return race(next.handle(), givenUp(work)).pipe(finalize(() => clearTimeout(timer)));
  }
}

/** What can say that nothing was done says so at once. What has not by then is not waited for. */
const givenUp = ({ signal }: Work): Observable<never> =>
  new Observable((subscriber) => {
    const late = () =>
      subscriber.error(new RequestProblem('service-unavailable', undefined, undefined, { 'Retry-After': '1' }));
    signal.addEventListener('abort', () => setImmediate(late), { once: true });
  });
