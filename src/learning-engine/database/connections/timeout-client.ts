import { type Client, type ClientConfig } from 'pg';
import { PinnedClient } from './pinned-client.js';

const isReadOnly = (error: unknown): boolean => (error as { code?: string }).code === '25006';

/**
 * A client that ends its connection when the server did not answer within `query_timeout`, or takes no writes. pg itself gives
 * such a connection back to the pool. With an answer still outstanding, the next user of it waits, perhaps for
 * ever; and one to a server that became a standby stays with that server, while the name of the database leads to another by
 * now. And pg's timer takes an answer that came while a computation kept the event loop busy for none: here, what has arrived
 * by then is read first.
 */
export class TimeoutClient extends PinnedClient {
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
    const timeout = new Error('Query read timeout');
    let giveUp!: (error: Error) => void;
    const silence = new Promise<never>((_, reject) => (giveUp = reject));
    let reading: NodeJS.Immediate | undefined;
    // The event loop reads its sockets between timers and immediates.
    const timer = setTimeout(() => (reading = setImmediate(giveUp, timeout)), limit);
    try {
      return await Promise.race([answer, silence]);
    } catch (error) {
      if (error === timeout || isReadOnly(error)) void this.end().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
      clearImmediate(reading);
    }
  }
}
