import { DatabaseUnavailableError } from '../errors/database.errors.js';

const PATIENCE_MS = 1000;

/**
 * Lets so many works go on at a time; the others wait for their turn, in order, and give up before they have begun. Without
 * it, what has begun would stand in one queue with what begins, and too late at its end: under overload nothing would end.
 */
export class Turns {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /** @throws DatabaseUnavailableError after 1 s without a turn: nothing was begun */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await this.wait();
    try {
      return await work();
    } finally {
      const [next] = this.waiting;
      if (next) next();
      else this.free += 1;
    }
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.waiting.delete(begin);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(begin);
        reject(new DatabaseUnavailableError('overload', new Error('Too many runs are under way.')));
      }, PATIENCE_MS);
      this.waiting.add(begin);
    });
  }
}
