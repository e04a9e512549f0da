import { LAST } from '../events/events.statements.js';

/** Up to which event the feed was read, which no other process moves meanwhile. No row while another one does. */
export const TAKE_POSITION = 'SELECT cursor FROM webhook_feed_position FOR UPDATE SKIP LOCKED';

/** $1 cursor */
export const MOVE_POSITION = 'UPDATE webhook_feed_position SET cursor = $1';

/**
 * To the end of the feed, where there is no webhook: what is recorded once there is one comes after that, because both are of one
 * snapshot.
 */
export const SKIP_TO_END = `
  UPDATE webhook_feed_position AS position SET cursor = last.cursor FROM (${LAST}) AS last
  WHERE position.cursor IS DISTINCT FROM last.cursor AND NOT EXISTS (SELECT FROM webhook_endpoints WHERE enabled)`;

export const ANY_ENABLED = 'SELECT FROM webhook_endpoints WHERE enabled LIMIT 1';

/** Those that are told of events, and since when. */
export const ENABLED = `
  SELECT id, event_types AS "eventTypes", created_at AS "createdAt" FROM webhook_endpoints WHERE enabled`;

/** $1 ids, $2 webhooks, $3 positions, $4 types, $5 bodies, $6 attempts. One that was removed meanwhile gets nothing. */
export const ADD_DELIVERIES = `
  INSERT INTO webhook_deliveries (id, webhook_id, position, type, body, attempts_left)
  SELECT made.id, webhook.id, position, type, body, $6
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS made (id, webhook_id, position, type, body)
  JOIN webhook_endpoints AS webhook ON webhook.id = made.webhook_id FOR KEY SHARE OF webhook
  ON CONFLICT (webhook_id, position) DO NOTHING`;

/** What a process that sends has to know. */
export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  type: string;
  body: string;
  /** Counts the attempts, and tells this one from a later one. */
  attempts: number;
  url: string;
  secret: Buffer;
  previousSecret: Buffer | null;
}

/**
 * Takes deliveries that are due, of each webhook a few: a receiver that is slow holds up no other one. No other process takes them before
 * their lease ends. $1 how many of each, $2 webhooks to leave out, $3 how many, $4 lease in seconds
 */
export const CLAIM = `
  WITH due AS MATERIALIZED (
    SELECT delivery.id FROM webhook_endpoints AS webhook CROSS JOIN LATERAL (
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = webhook.id AND status = 'PENDING' AND next_attempt_at <= statement_timestamp()
        AND (lease_expires_at IS NULL OR lease_expires_at <= statement_timestamp())
      ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS delivery
    WHERE webhook.enabled AND webhook.id <> ALL ($2::uuid[])
    LIMIT $3)
  UPDATE webhook_deliveries AS delivery SET attempts = attempts + 1, last_attempt_at = statement_timestamp(),
    lease_expires_at = statement_timestamp() + $4::integer * interval '1 second'
  FROM due, webhook_endpoints AS webhook
  WHERE delivery.id = due.id AND webhook.id = delivery.webhook_id
  RETURNING delivery.id, delivery.webhook_id AS "webhookId", delivery.type, delivery.body, delivery.attempts,
    webhook.url, webhook.secret,
    CASE WHEN webhook.previous_valid_until > statement_timestamp() THEN webhook.previous_secret END AS "previousSecret"`;

/** Of this attempt, and of no later one. */
const OF_ATTEMPT = "id = $1 AND attempts = $2 AND status = 'PENDING'";

/** $1 id, $2 attempt, $3 status of the answer */
export const END_DELIVERED = `
  WITH delivered AS (
    UPDATE webhook_deliveries SET status = 'DELIVERED', ended_at = clock_timestamp(), next_attempt_at = NULL,
      lease_expires_at = NULL, attempts_left = attempts_left - 1, last_status = $3, last_error = NULL
    WHERE ${OF_ATTEMPT} RETURNING webhook_id)
  UPDATE webhook_endpoints SET failing_since = NULL
  FROM delivered WHERE id = delivered.webhook_id AND failing_since IS NOT NULL`;

/**
 * Ends an attempt that failed: the next one follows after four times the time that the last one followed after, more or less by half
 * of it, so that those of many deliveries come apart. The last one has failed for good, as has one whose receiver is gone.
 * $1 id, $2 attempt, $3 status or null, $4 error, $5 whether it is the last, $6 attempts in all, $7 first and $8 longest pause, in ms
 */
export const END_FAILED = `
  WITH failed AS (
    UPDATE webhook_deliveries SET attempts_left = attempts_left - 1, lease_expires_at = NULL, last_status = $3, last_error = $4,
      status = CASE WHEN $5::boolean OR attempts_left <= 1 THEN 'FAILED' ELSE status END,
      ended_at = CASE WHEN $5::boolean OR attempts_left <= 1 THEN clock_timestamp() END,
      next_attempt_at = CASE WHEN NOT $5::boolean AND attempts_left > 1 THEN clock_timestamp() + interval '1 millisecond'
        * (0.5 + random()) * least($7::float8 * power(4, least(greatest($6::integer - attempts_left, 0), 20)), $8::float8) END
    WHERE ${OF_ATTEMPT} RETURNING webhook_id, status)
  UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, clock_timestamp())
  FROM failed WHERE id = failed.webhook_id RETURNING failed.status`;

/** $1 id. One that was disabled meanwhile is left as it is. */
export const DISABLE_GONE = `
  UPDATE webhook_endpoints SET enabled = false, disabled_because = 'gone', revision = revision + 1,
    changed_by_user_id = NULL, reason = 'The receiver answered 410 Gone', changed_at = clock_timestamp()
  WHERE id = $1 AND enabled RETURNING revision, url, event_types AS "eventTypes", reason`;

/** $1 how many. Those that ended 30 days ago. */
export const REMOVE_OLD = `
  DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE ended_at < statement_timestamp() - interval '30 days'
    ORDER BY ended_at LIMIT $1 FOR UPDATE SKIP LOCKED)`;
