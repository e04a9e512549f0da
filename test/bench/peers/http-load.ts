import { once } from 'node:events';
import { connect } from 'node:net';
import { rateOf } from '../measure.js';

/** What a request is answered. */
export interface Answered {
  status: number;
  headers: string;
}

/** A connection that is kept, and does as little as possible, so that it is the server that is measured. */
export class Connection {
  private received = '';
  private answered?: (answer: Answered) => void;
  private failed?: (error: Error) => void;

  private constructor(private readonly socket: ReturnType<typeof connect>) {
    socket.setEncoding('latin1').on('data', (text: string) => this.take(text));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('The server has closed the connection.')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket);
  }

  ask(request: string): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const headers = this.received.slice(0, end);
    const length = Number(/^content-length: (\d+)/im.exec(headers)?.[1] ?? 0);
    const status = Number(headers.slice(9, 12));
    if (this.received.length < end + 4 + (status === 304 ? 0 : length)) return;
    this.received = '';
    this.answered!({ status, headers });
  }
}

/** How many requests are answered in so many seconds, each connection sending its own again and again; each has to get this status. */
export async function requestCount(
  connections: readonly Connection[],
  seconds: number,
  requests: readonly string[],
  status: number,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const counts = await Promise.all(
    connections.map(async (connection, index) => {
      let count = 0;
      for (; performance.now() < end; count += 1) {
        const answer = await connection.ask(requests[index]!);
        if (answer.status !== status) throw new Error(`${answer.status} in place of ${status}`);
      }
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Requests in a second, over so many connections at once; each has to get this status. */
export async function requestRate(
  connections: readonly Connection[],
  seconds: number,
  request: string,
  status: number,
): Promise<number> {
  const ask = async (connection: Connection) => {
    const answer = await connection.ask(request);
    if (answer.status !== status) throw new Error(`${answer.status} in place of ${status}`);
  };
  const rates = await Promise.all(connections.map((connection) => rateOf(seconds, 1, () => ask(connection))));
  return rates.reduce((sum, rate) => sum + rate, 0);
}
