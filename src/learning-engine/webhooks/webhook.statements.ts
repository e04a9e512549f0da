import { DELIVERY_COLUMNS, WEBHOOK_COLUMNS } from './webhook.js';

/** $1 id */
export const READ_WEBHOOK = `SELECT ${WEBHOOK_COLUMNS} FROM webhook_endpoints WHERE id = $1`;

/** The same, which no other transaction changes before this one has ended. */
export const LOCK_WEBHOOK = `${READ_WEBHOOK} FOR UPDATE`;

/** $1 after which id, or null; $2 how many */
export const LIST_WEBHOOKS = `
  SELECT ${WEBHOOK_COLUMNS} FROM webhook_endpoints WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`;

/** $1 id, $2 before which revision, $3 how many */
export const LIST_CHANGES = `
  SELECT revision, action, url, event_types AS "eventTypes", enabled, changed_by_user_id AS "changedByUserId", reason,
    changed_at AS "changedAt"
  FROM webhook_endpoint_changes WHERE webhook_id = $1 AND revision < $2 ORDER BY revision DESC LIMIT $3`;

/** No two transactions create webhooks at the same time, so that there are not more than there may be. */
export const LOCK_CREATION = 'SELECT FROM webhook_feed_position FOR NO KEY UPDATE';

export const COUNT_WEBHOOKS = 'SELECT count(*)::int AS count FROM webhook_endpoints';

/** $1 id, $2 URL, $3 description, $4 types, $5 secret, $6 user, $7 reason */
export const ADD_WEBHOOK = `
  INSERT INTO webhook_endpoints (id, url, description, event_types, secret, changed_by_user_id, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${WEBHOOK_COLUMNS}`;

const CHANGED = 'revision = revision + 1, changed_at = clock_timestamp()';

/** $1 id, $2 URL, $3 description, $4 types, $5 enabled, $6 user, $7 reason. What was wrong with it is not known of what it is now. */
export const CHANGE_WEBHOOK = `
  UPDATE webhook_endpoints SET url = $2, description = $3, event_types = $4, enabled = $5, changed_by_user_id = $6,
    reason = $7, disabled_because = CASE WHEN NOT $5::boolean THEN disabled_because END, failing_since = NULL, ${CHANGED}
  WHERE id = $1 RETURNING ${WEBHOOK_COLUMNS}`;

/** $1 id, $2 secret, $3 for how many hours the former one is valid, $4 user, $5 reason */
export const ROTATE_SECRET = `
  UPDATE webhook_endpoints SET secret = $2,
    previous_secret = CASE WHEN $3::integer > 0 THEN secret END,
    previous_valid_until = CASE WHEN $3::integer > 0 THEN statement_timestamp() + $3::integer * interval '1 hour' END,
    changed_by_user_id = $4, reason = $5, ${CHANGED}
  WHERE id = $1 RETURNING ${WEBHOOK_COLUMNS}`;

/** $1 id. Its deliveries go with it. */
export const REMOVE_WEBHOOK = `
  DELETE FROM webhook_endpoints WHERE id = $1 RETURNING ${WEBHOOK_COLUMNS}`;

/** $1 id, $2 revision, $3 action, $4 URL, $5 types, $6 enabled, $7 user, $8 reason */
export const RECORD_CHANGE = `
  INSERT INTO webhook_endpoint_changes
    (webhook_id, revision, action, url, event_types, enabled, changed_by_user_id, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** $1 webhook, $2 before which id, or null; $3 status, or null; $4 how many */
export const LIST_DELIVERIES = `
  SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries
  WHERE webhook_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3)
  ORDER BY id DESC LIMIT $4`;

/** $1 id, $2 webhook, $3 type, $4 body, $5 attempts */
export const ADD_TEST = `
  INSERT INTO webhook_deliveries (id, webhook_id, type, body, attempts_left) VALUES ($1, $2, $3, $4, $5)
  RETURNING ${DELIVERY_COLUMNS}`;

/** $1 id, $2 webhook, $3 attempts. One that is being sent is left as it is: nothing is sent by two at a time. */
export const REDELIVER = `
  UPDATE webhook_deliveries SET
    status = 'PENDING', ended_at = NULL, attempts_left = $3, next_attempt_at = CASE
      WHEN lease_expires_at > statement_timestamp() THEN next_attempt_at ELSE statement_timestamp() END
  WHERE id = $1 AND webhook_id = $2 RETURNING ${DELIVERY_COLUMNS}`;
