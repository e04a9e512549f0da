import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import { type FeedTail, type LostPlace } from '../../events/feed-tail.js';
import { type EventStreamSettings } from './event-stream-settings.js';
import { closedMessage, type EndReason, eventMessage, heartbeat, openedMessage, resetMessage } from './messages.js';

const HEAD = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies of the kind of nginx would keep events until they have some kilobytes.
  'X-Accel-Buffering': 'no',
};

export interface StreamStart {
  types: ReadonlySet<string>;
  after: string;
  lost?: LostPlace;
}

/**
 * One client that follows the feed. It is sent a page, and the next one when it has taken that: what waits for a slow client is never
 * more than a page.
 */
export class EventStream {
  private readonly ended = new AbortController();

  constructor(
    private readonly response: ServerResponse,
    private readonly tail: FeedTail,
    private readonly settings: EventStreamSettings,
  ) {}

  /** Begins the answer, and goes on by itself. */
  open({ types, after, lost }: StreamStart, until: Date): void {
    // A response that has ended and is written to, or whose client is gone: what there is to do is done at its close.
    this.response.on('error', () => this.ended.abort());
    this.response.writeHead(200, HEAD);
    this.response.write(lost ? resetMessage(lost, after) : openedMessage(types, after));
    const leftMs = Math.max(0, until.getTime() - Date.now());
    const isTooLong = leftMs > this.settings.longestMs;
    const expiry = setTimeout(
      () => this.end(isTooLong ? 'too-long' : 'token-expired'),
      Math.min(leftMs, this.settings.longestMs),
    );
    this.response.once('close', () => {
      clearTimeout(expiry);
      this.ended.abort();
    });
    void this.follow(types, after).catch(() => this.end('interrupted'));
  }

  end(reason: EndReason): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    if (this.response.writableNeedDrain)
      this.response.destroy(); // its client may never take the rest
    else this.response.end(closedMessage(reason));
  }

  private async follow(types: ReadonlySet<string>, from: string): Promise<void> {
    const { signal } = this.ended;
    let after = from;
    const beating = setInterval(() => {
      if (!this.response.writableNeedDrain) this.response.write(heartbeat(after));
    }, this.settings.heartbeatMs);
    signal.addEventListener('abort', () => clearInterval(beating), { once: true });
    while (!signal.aborted) {
      const events = await this.tail.next(after, signal);
      if (signal.aborted) return; // nothing is written after the end
      const text = events.filter(({ type }) => types.has(type)).map(eventMessage);
      after = events.at(-1)!.cursor;
      if (text.length > 0) this.response.write(text.join(''));
      if (this.response.writableNeedDrain) await this.taken(signal);
    }
  }

  /** Until the client has taken what was sent; one that does not is cut off. */
  private async taken(signal: AbortSignal): Promise<void> {
    const cut = setTimeout(() => this.response.destroy(), this.settings.stalledMs);
    await once(this.response, 'drain', { signal }).finally(() => clearTimeout(cut));
  }
}
