import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { storedInstant } from '../database/entities/stored-instant.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { isUuid, newRunId } from '../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import {
  TooManyWebhooksError,
  WebhookChangedError,
  WebhookNotFoundError,
  WebhooksNotSetUpError,
} from '../errors/webhook.errors.js';
import { rowsWithin } from '../jobs/job-connections.js';
import { checkWebhook, checkWho, type GivenWebhook, isSame } from './given-webhook.js';
import { WebhookSecrets } from './webhook-secrets.js';
import {
  type Webhook,
  type WebhookAction,
  type WebhookChange,
  webhookOfRow,
  type WebhookWithSecret,
} from './webhook.js';
import {
  ADD_WEBHOOK,
  CHANGE_WEBHOOK,
  COUNT_WEBHOOKS,
  LIST_CHANGES,
  LIST_WEBHOOKS,
  LOCK_CREATION,
  LOCK_WEBHOOK,
  READ_WEBHOOK,
  RECORD_CHANGE,
  REMOVE_WEBHOOK,
  ROTATE_SECRET,
} from './webhook.statements.js';
import { WEBHOOK_PRIVATE_HOSTS } from './webhooks.tokens.js';

/** Who changes a webhook, and why. */
export interface ChangeWebhookOptions<Result> extends ChangeOptions<Result> {
  changedByUserId?: string | null;
  /** 1 to 1,000 characters that show as they are. */
  reason: string;
  /** The revision that the caller has seen: nothing is changed where it is another one. */
  expectedRevision?: number | null;
}

export interface RotateSecretOptions extends ChangeWebhookOptions<WebhookWithSecret> {
  /** For how many hours requests are signed by the former secret, too: 0 to 168, default 24. */
  previousValidHours?: number;
}

export interface WebhookPage {
  /** The oldest first. */
  webhooks: Webhook[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

export interface WebhookChangePage {
  /** The newest first. */
  changes: WebhookChange[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

/** Each event is written once for each webhook. */
const MOST = 50;
const LONGEST_ROTATION_HOURS = 168;
const DEFAULT_ROTATION_HOURS = 24;
const REVISION = /^\d{1,9}$/;
const ALL_REVISIONS = 2_147_483_647;

/**
 * Receivers of events. Workers tell them, by signed requests.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class WebhooksService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly secrets: WebhookSecrets,
    @Inject(WEBHOOK_PRIVATE_HOSTS) private readonly privateHosts: readonly string[],
  ) {}

  /**
   * Creates a webhook, which is told of what is recorded from then on.
   *
   * @returns with its secret, which is told once
   * @example
   * ```ts
   * const { webhook, secret } = await webhooks.create(
   *   { url: 'https://school.example/hooks', eventTypes: ['job.ended'] },
   *   { reason: 'The timetable waits for calibrations', changedByUserId },
   * );
   * ```
   * @throws InvalidArgumentError naming the field, WebhooksNotSetUpError, TooManyWebhooksError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async create(given: GivenWebhook, options: ChangeWebhookOptions<WebhookWithSecret>): Promise<WebhookWithSecret> {
    const { url, description, eventTypes } = checkWebhook(given, this.privateHosts);
    const [userId, reason] = checkWho(options);
    if (!this.secrets.isSetUp) throw new WebhooksNotSetUpError();
    const create = async (manager: EntityManager): Promise<WebhookWithSecret> => {
      await manager.query(LOCK_CREATION);
      const [{ count }] = await manager.query<[{ count: number }]>(COUNT_WEBHOOKS);
      if (count >= MOST) throw new TooManyWebhooksError(MOST);
      const [id, secret] = [newRunId(), this.secrets.make()];
      const values = [id, url, description, eventTypes, this.secrets.encrypt(secret, id), userId, reason];
      const [row] = await rowsWithin<Webhook>(manager, ADD_WEBHOOK, values);
      return { webhook: await this.recorded(manager, 'created', row!), secret };
    };
    return changeInTransaction(this.scope.dataSource, create, options);
  }

  /** @throws WebhookNotFoundError */
  async get(webhookId: string): Promise<Webhook> {
    const [row] = isUuid(webhookId) ? await this.rows<Webhook>(READ_WEBHOOK, [webhookId]) : [];
    if (!row) throw new WebhookNotFoundError(String(webhookId));
    return webhookOfRow(row);
  }

  /**
   * Webhooks, also those that are disabled.
   *
   * @param page.limit webhooks in a page, 1 to 200, default 50
   * @throws InvalidArgumentError naming the field
   */
  async list({ limit = DEFAULT_PAGE, after }: { limit?: number; after?: string } = {}): Promise<WebhookPage> {
    checkPageLimit(limit);
    if (after !== undefined && !isUuid(after)) {
      throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
    }
    const rows = await this.rows<Webhook>(LIST_WEBHOOKS, [after ?? null, limit + 1]);
    const webhooks = rows.slice(0, limit).map(webhookOfRow);
    return { webhooks, nextAfter: rows.length > limit ? webhooks.at(-1)!.id : null };
  }

  /**
   * Sets where a webhook leads, what it is told, and whether it is told at all. What is set as it was writes nothing. What waits for one
   * that is disabled is sent once it is enabled. A URL that is left as it is is checked when requests are sent, and not here.
   *
   * @throws InvalidArgumentError naming the field, WebhookNotFoundError, WebhookChangedError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async set(webhookId: string, given: GivenWebhook, options: ChangeWebhookOptions<Webhook>): Promise<Webhook> {
    const [userId, reason] = checkWho(options);
    const set = async (manager: EntityManager): Promise<Webhook> => {
      const former = await this.locked(manager, webhookId, options.expectedRevision);
      const checked = checkWebhook(given, this.privateHosts, former.url);
      if (isSame(former, checked)) return former;
      const { url, description, eventTypes, enabled } = checked;
      const values = [webhookId, url, description, eventTypes, enabled, userId, reason];
      const [row] = await rowsWithin<Webhook>(manager, CHANGE_WEBHOOK, values);
      return this.recorded(manager, 'changed', row!);
    };
    return changeInTransaction(this.scope.dataSource, set, options);
  }

  /**
   * Gives a webhook a new secret. For some time requests are signed by the former one, too.
   *
   * @returns with the secret, which is told once
   * @throws InvalidArgumentError naming the field, WebhooksNotSetUpError, WebhookNotFoundError, WebhookChangedError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async rotateSecret(webhookId: string, options: RotateSecretOptions): Promise<WebhookWithSecret> {
    const [userId, reason] = checkWho(options);
    const { previousValidHours: hours = DEFAULT_ROTATION_HOURS } = options;
    if (!Number.isInteger(hours) || hours < 0 || hours > LONGEST_ROTATION_HOURS) {
      throw new InvalidArgumentError('previousValidHours', `must be an integer from 0 to ${LONGEST_ROTATION_HOURS}`);
    }
    if (!this.secrets.isSetUp) throw new WebhooksNotSetUpError();
    const rotate = async (manager: EntityManager): Promise<WebhookWithSecret> => {
      const { id } = await this.locked(manager, webhookId, options.expectedRevision);
      const secret = this.secrets.make();
      const values = [id, this.secrets.encrypt(secret, id), hours, userId, reason];
      const [row] = await rowsWithin<Webhook>(manager, ROTATE_SECRET, values);
      return { webhook: await this.recorded(manager, 'secret_rotated', row!), secret };
    };
    return changeInTransaction(this.scope.dataSource, rotate, options);
  }

  /**
   * Removes a webhook with its deliveries. Who changed it is kept.
   *
   * @returns what it was
   * @throws InvalidArgumentError naming the field, WebhookNotFoundError, WebhookChangedError; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async remove(webhookId: string, options: ChangeWebhookOptions<Webhook>): Promise<Webhook> {
    const [userId, reason] = checkWho(options);
    const remove = async (manager: EntityManager): Promise<Webhook> => {
      const { revision } = await this.locked(manager, webhookId, options.expectedRevision);
      const [row] = await rowsWithin<Webhook>(manager, REMOVE_WEBHOOK, [webhookId]);
      const removed = { ...row!, revision: revision + 1, changedByUserId: userId, reason };
      await this.recorded(manager, 'removed', removed);
      return webhookOfRow(row!);
    };
    return changeInTransaction(this.scope.dataSource, remove, options);
  }

  /**
   * What was done to a webhook, by whom and why, the newest first: also to one that was removed.
   *
   * @param page.limit changes in a page, 1 to 200, default 50
   * @throws WebhookNotFoundError, InvalidArgumentError naming the field
   */
  async getChanges(
    webhookId: string,
    { limit = DEFAULT_PAGE, after }: { limit?: number; after?: string } = {},
  ): Promise<WebhookChangePage> {
    checkPageLimit(limit);
    if (after !== undefined && !REVISION.test(after)) {
      throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
    }
    if (!isUuid(webhookId)) throw new WebhookNotFoundError(String(webhookId));
    const before = after === undefined ? ALL_REVISIONS : Number(after);
    const rows = await this.rows<WebhookChange>(LIST_CHANGES, [webhookId, before, limit + 1]);
    if (rows.length === 0 && after === undefined) throw new WebhookNotFoundError(webhookId);
    const changes = rows.slice(0, limit).map((row) => ({ ...row, changedAt: storedInstant(row.changedAt) }));
    return { changes, nextAfter: rows.length > limit ? String(changes.at(-1)!.revision) : null };
  }

  private async locked(manager: EntityManager, webhookId: string, expected?: number | null): Promise<Webhook> {
    const [row] = isUuid(webhookId) ? await rowsWithin<Webhook>(manager, LOCK_WEBHOOK, [webhookId]) : [];
    if (!row) throw new WebhookNotFoundError(String(webhookId));
    const isExpected = expected === undefined || expected === null || expected === row.revision;
    if (!isExpected) throw new WebhookChangedError(webhookId, row.revision);
    return webhookOfRow(row);
  }

  private async recorded(manager: EntityManager, action: WebhookAction, row: Webhook): Promise<Webhook> {
    const { id, revision, url, eventTypes, enabled, changedByUserId, reason } = row;
    await manager.query(RECORD_CHANGE, [id, revision, action, url, eventTypes, enabled, changedByUserId, reason]);
    return webhookOfRow(row);
  }

  private rows<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
