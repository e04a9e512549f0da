import { Inject, Injectable, Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { storedInstant } from '../database/entities/stored-instant.js';
import { EngineScope } from '../database/engine-scope.js';
import { inTransaction } from '../database/retry/in-transaction.js';
import { queryWithRetry, writeWithRetry } from '../database/retry/query-with-retry.js';
import { newRunId } from '../domain/uuid.js';
import { FeedExpiredError } from '../errors/feed.errors.js';
import { type EventPage, EventsService } from '../events/events.service.js';
import { type FeedEvent } from '../events/feed-event.js';
import {
  ADD_DELIVERIES,
  ANY_ENABLED,
  ENABLED,
  MOVE_POSITION,
  SKIP_TO_END,
  TAKE_POSITION,
} from './delivery.statements.js';
import { type WebhookSettings } from './webhook-settings.js';
import { WEBHOOK_SETTINGS } from './webhooks.tokens.js';

const PAGE = 200;
const ROUNDS_PER_SKIP = 60;

interface Enabled {
  id: string;
  eventTypes: string[];
  createdAt: unknown;
}

/**
 * Reads the feed, and makes a delivery of each event for each webhook that is told of its type. Up to which event it has read is in the
 * database, and moves in the transaction of the deliveries: whatever is killed, the next process goes on from there.
 */
@Injectable()
export class DeliveryMaker {
  private readonly logger = new Logger('LearningEngine');
  private roundsWithout = 0;

  constructor(
    private readonly scope: EngineScope,
    private readonly events: EventsService,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {}

  /** Makes those of all events that can be read. Nothing where another process does. One statement where there is no webhook. */
  async makeAll(stop: AbortSignal): Promise<void> {
    const { dataSource } = this.scope;
    const [any] = await queryWithRetry(() => dataSource.query<unknown[]>(ANY_ENABLED));
    if (!any) return this.skipToEnd();
    while (!stop.aborted && (await inTransaction(dataSource, (manager) => this.makeSome(manager))));
  }

  /** Now and then: what was passed over would be read once there is a webhook. */
  private async skipToEnd(): Promise<void> {
    if (this.roundsWithout % ROUNDS_PER_SKIP === 0)
      await writeWithRetry(() => this.scope.dataSource.query(SKIP_TO_END));
    this.roundsWithout += 1;
  }

  /** @returns whether there may be more */
  private async makeSome(manager: EntityManager): Promise<boolean> {
    const [position] = await manager.query<{ cursor: string | null }[]>(TAKE_POSITION);
    if (!position) return false;
    const { events, nextAfter } = await this.readAfter(position.cursor ?? undefined);
    // Asked after the events were read: one that is created later is not told of what was recorded before.
    await this.add(manager, await manager.query<Enabled[]>(ENABLED), events);
    if (nextAfter !== undefined && nextAfter !== position.cursor) await manager.query(MOVE_POSITION, [nextAfter]);
    return events.length === PAGE;
  }

  private async readAfter(after: string | undefined): Promise<EventPage> {
    try {
      return await this.events.read({ after, limit: PAGE });
    } catch (error) {
      if (!(error instanceof FeedExpiredError)) throw error;
      this.logger.warn(
        'Webhooks were not told of some events: no worker was up to read them while they were kept. Compare what receivers have with the tables.',
      );
      return { events: [], nextAfter: await this.events.lastCursor() };
    }
  }

  private async add(manager: EntityManager, webhooks: Enabled[], events: readonly FeedEvent[]): Promise<void> {
    const made = events.flatMap((event) => {
      const body = bodyOf(event);
      return webhooks
        .filter(({ eventTypes, createdAt }) => {
          return eventTypes.includes(event.type) && event.recordedAt >= storedInstant(createdAt);
        })
        .map(({ id }) => [newRunId(), id, event.cursor, event.type, body] as const);
    });
    if (made.length === 0) return;
    const columns = [0, 1, 2, 3, 4].map((column) => made.map((row) => row[column]));
    await manager.query(ADD_DELIVERIES, [...columns, this.settings.attempts]);
  }
}

/** What a receiver gets. Ids and counts: the feed has nothing else. */
export const bodyOf = ({
  type,
  recordedAt,
  tenant,
  cursor,
  key,
  payload,
}: Omit<FeedEvent, 'cursor'> & { cursor: string | null }): string =>
  JSON.stringify({ type, timestamp: recordedAt.toISOString(), tenant, position: cursor, key, data: payload });
