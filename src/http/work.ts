import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { type ChangeOptions, type Outcome } from '../learning-engine/index.js';

type Manager = Parameters<NonNullable<ChangeOptions['beforeCommit']>>[1];

/** What a request is to do. Once its answer is given, or its client is gone, nothing of it begins any more. */
export class Work {
  private readonly controller = new AbortController();
  private hasBegun = false;

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
    let answer!: Answer;
    await change({
      signal: this.begin(),
      beforeCommit: async (result, manager) => {
        answer = await answerOf(result, manager);
      },
    });
    return answer;
  }

  /** Whether it was done, when it ended in this error. */
  outcomeOf(error: unknown): Outcome {
    return this.hasBegun ? ((error as { outcome?: Outcome }).outcome ?? 'unknown') : 'not-done';
  }
}

const works = new WeakMap<Request, Work>();

export const setWork = (request: Request, work: Work): unknown => works.set(request, work);

/** Whether what a request was to do was done, when it ended in an error; undefined for one that only reads. */
export function outcomeOf(request: Request, error: unknown): Outcome | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return works.get(request)?.outcomeOf(error) ?? 'not-done';
}

/** What the request is to do. */
export const CurrentWork = createParamDecorator((_data: unknown, context: ExecutionContext): Work =>
  works.get(context.switchToHttp().getRequest<Request>())!,
);
