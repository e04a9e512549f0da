import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type Claim, type Outcome, type StoredAnswer } from 'learning-engine';
import { type ChangeOptions } from 'learning-engine/persistence';

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
   */
  async change<Result, Answer>(
    change: (options: ChangeOptions<Result>) => Promise<unknown>,
    answerOf: (result: Result, manager: Manager) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    let made: { answer: Answer } | undefined;
    await change({
      signal: this.signal,
      beforeCommit: async (result, manager) => {
        this.begin(); // before this nothing can be committed, and after giving up nothing will be
        const answer = await answerOf(result, manager);
        made = { answer };
        await this.claim?.answer(this.stored(answer), this.learnerId, manager);
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
