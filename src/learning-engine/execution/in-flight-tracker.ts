import { DatabaseUnavailableError } from '../errors/database.errors.js';

/** Work that must not be cut off in the middle: closing lets none begin any more, and waits for what has begun. */
export class InFlightTracker {
  private readonly works = new Set<Promise<unknown>>();
  private isClosed = false;

  /** @throws DatabaseUnavailableError once it is closed: nothing was begun */
  async begin<T>(work: () => Promise<T>): Promise<T> {
    if (this.isClosed) {
      throw new DatabaseUnavailableError('connection', new Error('The application is shutting down.'), 'not-done');
    }
    const promise = work();
    this.works.add(promise);
    try {
      return await promise;
    } finally {
      this.works.delete(promise);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled(this.works);
  }
}
