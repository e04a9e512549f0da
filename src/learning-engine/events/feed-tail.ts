import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailableError } from '../errors/database.errors.js';
import { DatabaseRestoredError, FeedExpiredError } from '../errors/feed.errors.js';
import { compareCursors } from './event-cursor.js';
import { type EventPage, EventsService } from './events.service.js';
import { type FeedEvent } from './feed-event.js';

/** How often the database is asked whether there is more. */
const POLL_MS = 500;
const PAGE = 200;

/** Where a feed without events that can be read begins. */
const BEFORE_ALL = '0.0.0';

/** Why a reader cannot go on from a cursor: events after it were removed, or the database is an earlier one. */
export type LostPlace = 'expired' | 'restored';

interface Waiting {
  after: string;
  take: (events: FeedEvent[]) => void;
  fail: (error: Error) => void;
}

/**
 * The feed for many readers of one process: all who have read to its end share one question every half second, which is asked only
 * while one of them waits. Those who are behind read their own pages, one statement at a time for all.
 */
@Injectable()
export class FeedTail {
  private readonly logger = new Logger('LearningEngine');
  /** The last event that was handed on to those who wait: none of them is behind it. */
  private position = BEFORE_ALL;
  private readonly waiting = new Set<Waiting>();
  private reading: Promise<unknown> = Promise.resolve();
  private isPolling = false;

  constructor(private readonly events: EventsService) {}

  /**
   * Where a reader begins.
   *
   * @param cursor of the last event that it has read; without it, from now on
   * @returns the cursor to read after. It is that of the end, and `lost` says why, when the reader cannot go on from its own
   * @throws InvalidArgumentError unless it is a cursor
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async begin(cursor?: string): Promise<{ after: string; lost?: LostPlace }> {
    if (cursor === undefined) return { after: await this.end() };
    try {
      await this.inTurn(() => this.events.read({ after: cursor, limit: 1 }));
      return { after: cursor };
    } catch (error) {
      const lost = lostBy(error);
      if (!lost) throw error;
      return { after: await this.end(), lost };
    }
  }

  /**
   * What follows an event, as soon as there is something: at least one event.
   *
   * @param after from `begin`, or the cursor of the last event that this has returned
   * @throws FeedExpiredError, DatabaseRestoredError as `EventsService.read`, and the reason of the signal
   */
  async next(after: string, signal: AbortSignal): Promise<FeedEvent[]> {
    for (;;) {
      signal.throwIfAborted();
      if (!this.isPolling) {
        const end = await this.end();
        if (!this.isPolling) this.position = end;
        signal.throwIfAborted(); // a signal that was aborted before it is listened to would never be heard
      }
      if (compareCursors(after, this.position) >= 0) return this.wait(after, signal);
      const { events } = await this.read(after);
      signal.throwIfAborted();
      if (events.length > 0) return events;
    }
  }

  private wait(after: string, signal: AbortSignal): Promise<FeedEvent[]> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.delete(one);
        signal.removeEventListener('abort', abort);
      };
      const abort = () => {
        leave();
        reject(signal.reason as Error);
      };
      const one: Waiting = {
        after,
        take: (events) => {
          leave();
          resolve(events);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.waiting.add(one);
      if (!this.isPolling) void this.poll();
    });
  }

  /** While a reader waits. Those who have taken a page come back before the next one is read. */
  private async poll(): Promise<void> {
    this.isPolling = true;
    let isSilent = false;
    while (this.waiting.size > 0) {
      let found = 0;
      try {
        const { events } = await this.read(this.position);
        found = events.length;
        isSilent = false;
        if (found > 0) this.handOn(events);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError)) {
          this.failAll(error as Error);
          break;
        }
        if (!isSilent) this.logger.warn(`Readers of events wait for the database: ${error.message}`);
        isSilent = true;
      }
      await sleep(found === PAGE ? 0 : POLL_MS, undefined, { ref: false });
    }
    this.isPolling = false;
  }

  private handOn(events: FeedEvent[]): void {
    this.position = events.at(-1)!.cursor;
    for (const { after, take } of [...this.waiting]) {
      const following = events.filter(({ cursor }) => compareCursors(cursor, after) > 0);
      if (following.length > 0) take(following);
    }
  }

  private failAll(error: Error): void {
    for (const { fail } of [...this.waiting]) fail(error);
  }

  private async end(): Promise<string> {
    return (await this.inTurn(() => this.events.lastCursor())) ?? BEFORE_ALL;
  }

  private read(after: string): Promise<EventPage> {
    return this.inTurn(() => this.events.read({ after: after === BEFORE_ALL ? undefined : after, limit: PAGE }));
  }

  /** However many readers there are, they take one connection. */
  private inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.reading.then(ask);
    this.reading = asked.catch(() => undefined);
    return asked;
  }
}

function lostBy(error: unknown): LostPlace | undefined {
  if (error instanceof FeedExpiredError) return 'expired';
  return error instanceof DatabaseRestoredError ? 'restored' : undefined;
}
