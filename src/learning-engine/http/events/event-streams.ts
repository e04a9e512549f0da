import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type ServerResponse } from 'node:http';
import { FeedTail } from '../../events/feed-tail.js';
import { type AuthUser } from '../access/auth-user.js';
import { HostPorts } from '../host-ports.js';
import { RequestProblem } from '../problems/problem.js';
import { EventStream } from './event-stream.js';

/** All streams of events of this process. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly open = new Map<EventStream, string>();
  private isClosed = false;

  constructor(
    private readonly tail: FeedTail,
    private readonly host: HostPorts,
  ) {}

  /** Nothing that goes on for ever is to hold a process that stops: before its server waits for its connections. */
  onModuleDestroy(): void {
    this.isClosed = true;
    for (const stream of this.open.keys()) stream.end('shutting-down');
  }

  /**
   * Answers with events, until the client leaves, its token expires, or the process stops.
   *
   * @param cursor of the last event that the client has read; without it, from now on
   * @throws RequestProblem `too-many-streams`, or `service-unavailable` when the process stops
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async answer(
    response: ServerResponse,
    { userId, validUntil }: AuthUser,
    types: ReadonlySet<string>,
    cursor?: string,
  ): Promise<void> {
    if (response.destroyed) return; // its client has left
    // It would wait behind an answer that may never end, and would not be told when its connection is closed.
    if (!response.socket) throw pipelined();
    const stream = new EventStream(response, this.tail, this.host.eventStreams);
    this.admit(stream, userId);
    response.once('close', () => this.open.delete(stream));
    const start = await this.tail.begin(cursor);
    if (response.destroyed || response.headersSent) return; // its client has left meanwhile, or the deadline has answered
    if (this.isClosed) throw unavailable();
    stream.open({ types, ...start }, validUntil ?? NEVER);
  }

  private admit(stream: EventStream, userId: string): void {
    if (this.isClosed) throw unavailable();
    const { perCaller, inAll } = this.host.eventStreams;
    const own = [...this.open.values()].filter((one) => one === userId).length;
    if (own >= perCaller) throw tooMany(`You have ${own} streams open here: close one.`);
    if (this.open.size >= inAll) throw tooMany('This instance has as many streams open as it may have.');
    this.open.set(stream, userId);
  }
}

/** The largest instant. */
const NEVER = new Date(8.64e15);

const tooMany = (detail: string): RequestProblem =>
  new RequestProblem('too-many-streams', detail, undefined, { 'Retry-After': '10' });

const pipelined = (): RequestProblem =>
  new RequestProblem('malformed-request', 'A stream of events needs a connection of its own.', undefined, {
    Connection: 'close',
  });

const unavailable = (): RequestProblem =>
  new RequestProblem('service-unavailable', undefined, undefined, { 'Retry-After': '1' });
