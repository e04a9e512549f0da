import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { storedInstant } from '../database/entities/stored-instant.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { DatabaseRestoredError, explainRestored, FeedExpiredError } from '../errors/feed.errors.js';
import { checkPageLimit } from '../errors/input.errors.js';
import { checkCursor, FEED_START } from './event-cursor.js';
import { LAG, LAST, READ, RECORD } from './events.statements.js';
import { checkEvent, type EventPayload, type FeedEvent, type NewEvent } from './feed-event.js';

export interface EventPage {
  /** In the order of the feed. */
  events: FeedEvent[];
  /** What to read `after` next: the cursor of the last event, or the one that was given where there is none. */
  nextAfter: string | undefined;
}

interface Row {
  isAhead: boolean | null;
  isGone: boolean;
  cursor: string | null;
  type: string;
  key: string;
  payload: string;
  recordedAt: unknown;
}

/** The feed: what has happened in the engine, for readers that want to miss nothing. */
@Injectable()
export class EventsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: EngineConnections,
  ) {}

  /**
   * Events in the order of the feed, which every reader sees alike. An event is read once all transactions that began to write
   * before its own have ended, so that none is missed; see `lagSeconds`.
   *
   * @param page.after the cursor of the last event that was read; without it, from the first event that is kept
   * @param page.limit events in a page, 1 to 200, default 50
   * @example
   * ```ts
   * const page = await events.read({ after: await loadCursor() });
   * for (const event of page.events) await handle(event);
   * await saveCursor(page.nextAfter);
   * ```
   * @throws InvalidArgumentError naming the field
   * @throws FeedExpiredError when events after the cursor may have been removed
   * @throws DatabaseRestoredError when the cursor is ahead of the database
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async read({ after, limit = DEFAULT_PAGE }: { after?: string; limit?: number } = {}): Promise<EventPage> {
    checkPageLimit(limit);
    const position = after === undefined ? FEED_START : checkCursor(after);
    const rows = await queryWithRetry(() => this.scope.dataSource.query<Row[]>(READ, [...position, limit]));
    if (after !== undefined && rows[0]!.isAhead) throw new DatabaseRestoredError();
    if (after !== undefined && rows[0]!.isGone) throw new FeedExpiredError();
    const events = rows.flatMap((row) => (row.cursor === null ? [] : [this.eventOf(row, row.cursor)]));
    return { events, nextAfter: events.at(-1)?.cursor ?? after };
  }

  /**
   * The cursor of the last event that can be read: what to read `after`, to have only what follows. Undefined where there is none.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async lastCursor(): Promise<string | undefined> {
    const [row] = await queryWithRetry(() => this.scope.dataSource.query<{ cursor: string }[]>(LAST));
    return row?.cursor;
  }

  /**
   * Records an event in the caller's transaction: it is in the feed if that commits.
   *
   * @param manager of the transaction
   * @throws InvalidArgumentError naming the field
   * @throws DatabaseRestoredError when no epoch was opened since a backup was restored
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async record(manager: EntityManager, event: NewEvent): Promise<void> {
    const { type, key, payload } = checkEvent(event);
    await this.connections.query(RECORD, [type, key, JSON.stringify(payload)], manager).catch((error: unknown) => {
      throw explainRestored(error);
    });
  }

  /**
   * For how long readers have been waiting for the next event, in seconds; 0 when they can have all. A transaction that
   * writes and does not end makes all readers wait, in whichever database of the server it is. Asked on the engine's own
   * connections.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async lagSeconds(): Promise<number> {
    const [row] = await this.connections.query<{ seconds: string }[]>(LAG, []);
    return row ? Number(row.seconds) : 0;
  }

  private eventOf({ type, key, payload, recordedAt }: Row, cursor: string): FeedEvent {
    const { tenant } = this.scope.name;
    const ids = JSON.parse(payload) as EventPayload;
    return { cursor, tenant, type, key, payload: ids, recordedAt: storedInstant(recordedAt) };
  }
}
