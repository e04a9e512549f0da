import { Inject, Injectable, Logger } from '@nestjs/common';
import { EngineScope } from '../database/engine-scope.js';
import { inTransaction } from '../database/retry/in-transaction.js';
import { writeWithRetry } from '../database/retry/query-with-retry.js';
import { rowsWithin } from '../jobs/job-connections.js';
import {
  CLAIM,
  type ClaimedDelivery,
  DISABLE_GONE,
  END_DELIVERED,
  END_FAILED,
  REMOVE_OLD,
} from './delivery.statements.js';
import { post } from './post.js';
import { checkReceiverUrl, reachOf } from './receiver-address.js';
import { type WebhookSettings } from './webhook-settings.js';
import { signaturesOf, WebhookSecrets } from './webhook-secrets.js';
import { RECORD_CHANGE } from './webhook.statements.js';
import { WEBHOOK_PRIVATE_HOSTS, WEBHOOK_SETTINGS } from './webhooks.tokens.js';

/** Of one receiver, at once. */
const OF_EACH = 4;
/** How much longer than a request a delivery is held: to record what became of it. */
const GRACE_SECONDS = 20;
const OLD_AT_A_TIME = 1000;
const GONE = 410;

/** What became of an attempt: the status of the answer, or what was in the way. */
interface Attempted {
  status: number | null;
  error: string | null;
}

/** Sends deliveries. What is due and who sends it is in the database: any number of processes may send. */
@Injectable()
export class DeliverySender {
  private readonly logger = new Logger('LearningEngine');

  constructor(
    private readonly scope: EngineScope,
    private readonly secrets: WebhookSecrets,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(WEBHOOK_PRIVATE_HOSTS) private readonly privateHosts: readonly string[],
  ) {}

  /**
   * Takes deliveries that are due. Those of a process that ended are due again when their lease has ended.
   *
   * @param busy webhooks to leave out
   */
  claim(atMost: number, busy: readonly string[]): Promise<ClaimedDelivery[]> {
    const lease = Math.ceil(this.settings.timeLimitMs / 1000) + GRACE_SECONDS;
    // Not sent again where the connection is lost: what was taken then is taken once more when its lease has ended.
    return inTransaction(this.scope.dataSource, (manager) =>
      rowsWithin<ClaimedDelivery>(manager, CLAIM, [OF_EACH, busy, atMost, lease]),
    );
  }

  /** Sends one, and records what became of it. */
  async send(delivery: ClaimedDelivery, stop: AbortSignal): Promise<void> {
    const attempted = await this.attempt(delivery, stop);
    if (attempted.error === null) await this.write(END_DELIVERED, [delivery.id, delivery.attempts, attempted.status]);
    else await this.recordFailure(delivery, attempted);
  }

  /** Removes some deliveries that ended long ago. */
  async removeOld(): Promise<void> {
    await this.write(REMOVE_OLD, [OLD_AT_A_TIME]);
  }

  private async attempt(delivery: ClaimedDelivery, stop: AbortSignal): Promise<Attempted> {
    const stored = [delivery.secret, ...(delivery.previousSecret ? [delivery.previousSecret] : [])];
    const secrets = stored.map((secret) => this.secrets.decrypt(secret, delivery.webhookId));
    if (!secrets.every((secret) => secret !== undefined)) return { status: null, error: 'SECRET_UNREADABLE' };
    let url: URL;
    try {
      url = checkReceiverUrl(delivery.url, this.privateHosts); // the settings may have changed since
    } catch {
      return { status: null, error: 'ADDRESS_NOT_ALLOWED' };
    }
    const { id, body } = delivery;
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'learning-engine-webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf({ id, timestamp, body }, secrets),
    };
    const reach = reachOf(url, this.privateHosts);
    const outcome = await post({ url, reach, headers, body, timeLimitMs: this.settings.timeLimitMs, signal: stop });
    if ('error' in outcome) return { status: null, error: outcome.error };
    return { status: outcome.status, error: errorOf(outcome.status) };
  }

  private async recordFailure(delivery: ClaimedDelivery, { status, error }: Attempted): Promise<void> {
    const { id, webhookId, attempts } = delivery;
    const isGone = status === GONE;
    const { attempts: inAll, firstRetryMs, longestRetryMs } = this.settings;
    const values = [id, attempts, status, error, isGone, inAll, firstRetryMs, longestRetryMs];
    const [ended] = await inTransaction(this.scope.dataSource, async (manager) => {
      const rows = await rowsWithin<{ status: string }>(manager, END_FAILED, values);
      const [gone] = isGone
        ? await rowsWithin<{ revision: number; url: string; eventTypes: string[]; reason: string }>(
            manager,
            DISABLE_GONE,
            [webhookId],
          )
        : [];
      if (gone) {
        const { revision, url, eventTypes, reason } = gone;
        const change = [webhookId, revision, 'disabled', url, eventTypes, false, null, reason];
        await manager.query(RECORD_CHANGE, change);
      }
      return rows;
    });
    const what = `Webhook ${webhookId}: delivery ${id} (${delivery.type})`;
    const why = status === null ? error : `the receiver answered ${status}`;
    if (isGone) this.logger.warn(`${what} failed, and the webhook is disabled: ${why}`);
    else if (ended?.status === 'FAILED') this.logger.warn(`${what} failed after ${attempts} attempts: ${why}`);
  }

  private write(text: string, values: unknown[]): Promise<unknown> {
    return writeWithRetry(() => this.scope.dataSource.query(text, values));
  }
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'HTTP_STATUS';
}
