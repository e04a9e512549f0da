import { connect } from 'node:net';
import { rawPost } from './raw-http.js';

/** A client that takes its time, and what it does all the while. */
export interface SlowKind {
  name: string;
  /** What it sends at once. */
  begin: string;
  /** What it sends then, one byte a second, without an end. */
  trickle?: string;
  /** The statuses that it is answered with; without them, it reads nothing, and never learns that it was given up. */
  answers?: number[];
}

const GET = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';
const MUCH = 'GET /docs/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n';
const LONG = { 'Content-Length': 1000 };
const CHUNKED = { 'Transfer-Encoding': 'chunked' };
const post = (headers: Record<string, string | number>, body: string) => rawPost('/v1/learning/mastery', headers, body);

/** Those that are given up after 10 s come first, then those of 30 s. */
export const slowKinds: readonly SlowKind[] = [
  { name: 'says nothing', begin: '', answers: [408] },
  { name: 'stops in the middle of the head', begin: GET, answers: [408] },
  { name: 'sends the head byte by byte', begin: `${GET}X: `, trickle: 'a', answers: [408] },
  { name: 'stops in the middle of its second head', begin: `${GET}\r\n${GET}`, answers: [200, 408] },
  { name: 'stops before the body', begin: post(LONG, ''), answers: [408] },
  { name: 'sends the body byte by byte', begin: post(LONG, '{'), trickle: ' ', answers: [408] },
  { name: 'sends chunks without an end', begin: post(CHUNKED, '1\r\n{\r\n'), trickle: '1\r\n \r\n', answers: [408] },
];

/** Given up after 70 s. */
export const deafKind: SlowKind = { name: 'takes no answer', begin: MUCH.repeat(200) };

/** Keeps its side of the connection open, whatever the service does, until `leave`. */
export class SlowClient {
  private answer = '';
  private readonly socket;
  private readonly givenUp: Promise<unknown>;
  private readonly timer?: NodeJS.Timeout;

  constructor(port: number, { begin, trickle, answers }: SlowKind) {
    this.socket = connect({ port, allowHalfOpen: true }).setEncoding('latin1');
    this.socket.on('error', () => undefined);
    this.socket.write(begin, 'latin1');
    this.givenUp = Promise.resolve();
    if (answers) {
      this.socket.on('data', (text: string) => (this.answer += text));
      this.givenUp = new Promise((resolve) => this.socket.once('end', resolve).once('close', resolve));
    }
    let sent = 0;
    if (trickle) this.timer = setInterval(() => this.socket.write(trickle[sent++ % trickle.length]!), 1000);
  }

  /** The statuses of the answers, when the service has given it up; none where it does not listen. */
  async statuses(): Promise<number[]> {
    await this.givenUp;
    clearInterval(this.timer);
    return [...this.answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  }

  leave(): void {
    clearInterval(this.timer);
    this.socket.destroy();
  }
}
