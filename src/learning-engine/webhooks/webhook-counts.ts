/** What monitoring asks of webhooks. */
export interface WebhookCounts {
  /** Enabled ones to which deliveries come through, or of which nothing is known yet. */
  enabled: number;
  /** Enabled ones whose last attempt failed. */
  failing: number;
  disabled: number;
  /** For how long what is to be told has been waiting for a process that sends: 0 where one does. A receiver that fails is no reason. */
  unsentSeconds: number;
  /** How old the oldest delivery is that waits, also for the next attempt. */
  oldestSeconds: number;
  /** Deliveries that ended in the last hour. */
  delivered: number;
  failed: number;
}

type Ask = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

const IS_THERE = `SELECT FROM pg_class WHERE oid = to_regclass('webhook_endpoints')`;

const seconds = (since: string) =>
  `coalesce(greatest(extract(epoch FROM clock_timestamp() - (${since})), 0), 0)::float8`;

/** Due, and in the hands of no process. */
const DUE = `
  SELECT min(greatest(delivery.next_attempt_at, webhook.changed_at)) FROM webhook_deliveries AS delivery
  JOIN webhook_endpoints AS webhook ON webhook.id = delivery.webhook_id AND webhook.enabled
  WHERE delivery.status = 'PENDING' AND (delivery.lease_expires_at IS NULL OR delivery.lease_expires_at < clock_timestamp())`;

/** The first event of which no delivery was made. Before there were webhooks, none had to be. */
const UNREAD = `
  SELECT greatest(event.recorded_at, (SELECT min(created_at) FROM webhook_endpoints WHERE enabled))
  FROM webhook_feed_position AS read, LATERAL (
    SELECT recorded_at FROM engine_events
    WHERE (epoch, xid, id) > (split_part(coalesce(read.cursor, '0.0.0'), '.', 1)::bigint,
      split_part(coalesce(read.cursor, '0.0.0'), '.', 2)::xid8, split_part(coalesce(read.cursor, '0.0.0'), '.', 3)::bigint)
      AND (epoch, xid) < ((SELECT max(epoch) FROM engine_events), pg_snapshot_xmin(pg_current_snapshot()))
    ORDER BY epoch, xid, id LIMIT 1) AS event
  WHERE EXISTS (SELECT FROM webhook_endpoints WHERE enabled)`;

const ended = (status: string) => `
  (SELECT count(*)::int FROM webhook_deliveries
   WHERE ended_at > clock_timestamp() - interval '1 hour' AND status = '${status}')`;

const COUNT = `
  SELECT count(*) FILTER (WHERE enabled AND failing_since IS NULL)::int AS enabled,
    count(*) FILTER (WHERE enabled AND failing_since IS NOT NULL)::int AS failing,
    count(*) FILTER (WHERE NOT enabled)::int AS disabled,
    greatest(${seconds(DUE)}, ${seconds(UNREAD)}) AS "unsentSeconds",
    ${seconds(`SELECT min(delivery.created_at) FROM webhook_deliveries AS delivery
      JOIN webhook_endpoints AS webhook ON webhook.id = delivery.webhook_id AND webhook.enabled WHERE delivery.status = 'PENDING'`)}
      AS "oldestSeconds",
    ${ended('DELIVERED')} AS delivered, ${ended('FAILED')} AS failed
  FROM webhook_endpoints`;

/** Undefined where the host has no webhooks. */
export async function countWebhooks(ask: Ask): Promise<WebhookCounts | undefined> {
  const isThere = await ask(IS_THERE, []);
  return isThere.length > 0 ? (await ask<WebhookCounts>(COUNT, []))[0] : undefined;
}
