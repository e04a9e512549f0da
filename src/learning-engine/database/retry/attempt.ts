import { CallAbortedError } from '../../errors/call-aborted.error.js';

/**
 * One call of a caller who may give up, by an AbortSignal. What was not sent by then is never sent. What cannot be undone
 * is not given up: it goes on to its end.
 */
export class Attempt {
  private mayBeDone = false;

  constructor(private readonly signal?: AbortSignal) {}

  /** @throws CallAbortedError when the caller has given up */
  check(): void {
    if (this.signal?.aborted) throw new CallAbortedError();
  }

  /**
   * To be called right before what cannot be undone is sent.
   *
   * @throws CallAbortedError when the caller has given up: it must not be sent
   */
  pass(): void {
    this.check();
    this.mayBeDone = true;
  }

  /** What was sent took no effect. */
  undone(): void {
    this.mayBeDone = false;
  }

  /**
   * The result of the work; but as soon as the caller gives up, if nothing was sent by then that cannot be undone, a
   * CallAbortedError. The work ends by itself then, at its next `check`.
   */
  async settle<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    if (!signal) return work;
    let giveUp!: () => void;
    const gaveUp = new Promise<never>((_, reject) => {
      giveUp = () => {
        if (!this.mayBeDone) reject(new CallAbortedError());
      };
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([work, gaveUp]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}
