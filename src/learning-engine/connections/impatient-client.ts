import { Client, type ClientConfig } from 'pg';

/**
 * A client that ends its connection when the server did not answer within `query_timeout`. pg itself gives such a
 * connection back to the pool: with the answer still outstanding, whoever gets it next waits behind it, perhaps for ever.
 * And pg's timer takes an answer that came while a computation kept the event loop busy for none: here, what has arrived
 * by then is read first.
 */
export class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const { connectionParameters } = this as unknown as { connectionParameters: { query_timeout: number | false } };
    const limit = connectionParameters.query_timeout;
    if (!limit) return;
    connectionParameters.query_timeout = false;
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const answer = ask(...args);
      return answer instanceof Promise ? this.within(limit, answer) : answer;
    }) as Client['query'];
  }

  private async within<T>(limit: number, answer: Promise<T>): Promise<T> {
    let giveUp!: (error: Error) => void;
    const silence = new Promise<never>((_, reject) => (giveUp = reject));
    let reading: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      // The event loop reads its sockets between timers and immediates.
      reading = setImmediate(() => {
        giveUp(new Error('Query read timeout'));
        void this.end().catch(() => undefined);
      });
    }, limit);
    try {
      return await Promise.race([answer, silence]);
    } finally {
      clearTimeout(timer);
      clearImmediate(reading);
    }
  }
}
