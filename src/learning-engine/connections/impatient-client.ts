import { Client, type ClientConfig } from 'pg';

const isTimeout = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/**
 * A client that ends its connection when the server did not answer in time. pg itself gives such a connection back to
 * the pool: with the answer still outstanding, whoever gets it next waits behind it, perhaps for ever.
 */
export class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const answer = ask(...args);
      if (answer instanceof Promise) {
        answer.catch((error: unknown) => {
          if (isTimeout(error)) void this.end().catch(() => undefined);
        });
      }
      return answer;
    }) as Client['query'];
  }
}
