import { LAST } from '../events/events.statements.js';

const WEBHOOKS_WAIT = `
  SELECT EXISTS (SELECT FROM webhook_endpoints WHERE enabled) AND (
    EXISTS (SELECT FROM (${LAST}) AS last, webhook_feed_position AS position
            WHERE position.cursor IS DISTINCT FROM last.cursor)
    OR EXISTS (SELECT FROM webhook_endpoints AS webhook JOIN webhook_deliveries AS delivery ON delivery.webhook_id = webhook.id
               WHERE webhook.enabled AND delivery.status = 'PENDING' AND delivery.next_attempt_at <= statement_timestamp()
                 AND (delivery.lease_expires_at IS NULL OR delivery.lease_expires_at <= statement_timestamp()))) AS waits`;

/**
 * Whether a worker would find an event of which a webhook is told, or a delivery that is due.
 *
 * @param query asks the database, in the schema of the engine
 */
export async function webhooksWait(query: (text: string, values: unknown[]) => Promise<unknown>): Promise<boolean> {
  const [{ waits }] = (await query(WEBHOOKS_WAIT, [])) as [{ waits: boolean }];
  return waits;
}
