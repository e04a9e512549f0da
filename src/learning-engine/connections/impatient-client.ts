import { Client, type ClientConfig } from 'pg';

const isTimeout = ({ message }: Error): boolean => message === 'Query read timeout';
const isReadOnly = (error: Error): boolean => 'code' in error && error.code === '25006';

/**
 * A client that ends its connection when the server did not answer in time, or takes no writes. pg itself gives such a
 * connection back to the pool. With an answer still outstanding, whoever gets it next waits behind it, perhaps for ever; and
 * one to a server that became a standby stays with that server, while the name of the database leads to another by now.
 */
export class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const answer = ask(...args);
      if (answer instanceof Promise) {
        answer.catch((error: Error) => {
          if (isTimeout(error) || isReadOnly(error)) void this.end().catch(() => undefined);
        });
      }
      return answer;
    }) as Client['query'];
  }
}
