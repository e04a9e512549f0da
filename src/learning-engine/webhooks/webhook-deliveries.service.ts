import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { isUuid, newRunId } from '../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { WebhookDeliveryNotFoundError, WebhookNotFoundError } from '../errors/webhook.errors.js';
import { rowsWithin } from '../jobs/job-connections.js';
import { bodyOf } from './delivery-maker.js';
import { type WebhookSettings } from './webhook-settings.js';
import { deliveryOfRow, type WebhookDelivery, WebhookDeliveryStatus } from './webhook.js';
import { ADD_TEST, LIST_DELIVERIES, LOCK_WEBHOOK, READ_WEBHOOK, REDELIVER } from './webhook.statements.js';
import { WEBHOOK_SETTINGS } from './webhooks.tokens.js';

export interface WebhookDeliveryPage {
  /** The newest first. */
  deliveries: WebhookDelivery[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/** The type of what `sendTest` sends. */
const TEST = 'webhook.test';

/**
 * What webhooks are told, and whether it came through.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class WebhookDeliveriesService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {}

  /**
   * Deliveries of a webhook, the newest first. They are kept for 30 days after their end.
   *
   * @param page.limit deliveries in a page, 1 to 200, default 50
   * @throws WebhookNotFoundError, InvalidArgumentError naming the field
   */
  async list(
    webhookId: string,
    { status }: { status?: WebhookDeliveryStatus } = {},
    { limit = DEFAULT_PAGE, before }: { limit?: number; before?: string } = {},
  ): Promise<WebhookDeliveryPage> {
    checkPageLimit(limit);
    if (before !== undefined && !isUuid(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    if (status !== undefined && !Object.hasOwn(WebhookDeliveryStatus, status)) {
      throw new InvalidArgumentError('status', `must be one of ${Object.keys(WebhookDeliveryStatus).join(', ')}`);
    }
    const [webhook] = isUuid(webhookId) ? await this.rows(READ_WEBHOOK, [webhookId]) : [];
    if (!webhook) throw new WebhookNotFoundError(String(webhookId));
    const values = [webhookId, before ?? null, status ?? null, limit + 1];
    const rows = await this.rows<WebhookDelivery>(LIST_DELIVERIES, values);
    const deliveries = rows.slice(0, limit).map(deliveryOfRow);
    return { deliveries, nextBefore: rows.length > limit ? deliveries.at(-1)!.id : null };
  }

  /**
   * Sends a delivery again, whatever became of it, with as many attempts as a new one. One that is being sent is left to that attempt.
   * What is of a webhook that is disabled waits until it is enabled.
   *
   * @throws WebhookDeliveryNotFoundError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async redeliver(
    webhookId: string,
    deliveryId: string,
    options: ChangeOptions<WebhookDelivery> = {},
  ): Promise<WebhookDelivery> {
    const redeliver = async (manager: EntityManager): Promise<WebhookDelivery> => {
      const areIds = isUuid(webhookId) && isUuid(deliveryId);
      const values = [deliveryId, webhookId, this.settings.attempts];
      const [row] = areIds ? await rowsWithin<WebhookDelivery>(manager, REDELIVER, values) : [];
      if (!row) throw new WebhookDeliveryNotFoundError(String(webhookId), String(deliveryId));
      return deliveryOfRow(row);
    };
    return changeInTransaction(this.scope.dataSource, redeliver, options);
  }

  /**
   * Sends an event `webhook.test` to one webhook, as it sends all others.
   *
   * @throws WebhookNotFoundError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async sendTest(webhookId: string, options: ChangeOptions<WebhookDelivery> = {}): Promise<WebhookDelivery> {
    const add = async (manager: EntityManager): Promise<WebhookDelivery> => {
      const [webhook] = isUuid(webhookId) ? await rowsWithin(manager, LOCK_WEBHOOK, [webhookId]) : [];
      if (!webhook) throw new WebhookNotFoundError(String(webhookId));
      const { tenant } = this.scope.name;
      const body = bodyOf({ type: TEST, key: webhookId, payload: {}, tenant, cursor: null, recordedAt: new Date() });
      const values = [newRunId(), webhookId, TEST, body, this.settings.attempts];
      const [row] = await rowsWithin<WebhookDelivery>(manager, ADD_TEST, values);
      return deliveryOfRow(row!);
    };
    return changeInTransaction(this.scope.dataSource, add, options);
  }

  private rows<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
