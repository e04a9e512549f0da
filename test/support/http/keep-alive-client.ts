import { Agent, get, type IncomingMessage } from 'node:http';

/** What a client got: a status, or how the connection failed. */
export interface Answer {
  outcome: number | string;
  /** Whether the server wants to be asked on another connection next time. */
  isTurnedAway: boolean;
}

/** A client that keeps its one connection, as proxies and SDKs do. */
export class KeepAliveClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  ask(): Promise<Answer> {
    return new Promise((resolve) => {
      const failed = ({ code, message }: NodeJS.ErrnoException) =>
        resolve({ outcome: code ?? message, isTurnedAway: true });
      const answered = (response: IncomingMessage) =>
        response
          .resume()
          .on('error', failed)
          .on('end', () =>
            resolve({ outcome: response.statusCode!, isTurnedAway: response.headers.connection === 'close' }),
          );
      get(this.url, { agent: this.agent, headers: this.headers }, answered).on('error', failed);
    });
  }

  /** Asks again and again until it is turned away, and tells what it got. */
  async askOnAndOn(): Promise<Answer['outcome'][]> {
    const outcomes: Answer['outcome'][] = [];
    for (;;) {
      const { outcome, isTurnedAway } = await this.ask();
      outcomes.push(outcome);
      if (isTurnedAway) return outcomes;
    }
  }

  close(): void {
    this.agent.destroy();
  }
}
