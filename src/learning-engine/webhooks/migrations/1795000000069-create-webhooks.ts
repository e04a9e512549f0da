import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';
const BYTES = { url: 2000, description: 4000, reason: 4000 };

/** Secrets are encrypted: `aes-256-gcm` with the id of the endpoint, by a key that the database does not have. */
const ENDPOINTS = `
  CREATE TABLE webhook_endpoints (
    id uuid NOT NULL,
    url ${TEXT} NOT NULL,
    description text NULL,
    event_types text[] NOT NULL,
    enabled boolean NOT NULL DEFAULT true,
    disabled_because ${TEXT} NULL,
    secret bytea NOT NULL,
    previous_secret bytea NULL,
    previous_valid_until timestamptz NULL,
    failing_since timestamptz NULL,
    revision integer NOT NULL DEFAULT 1,
    changed_by_user_id uuid NULL,
    reason text NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_webhook_endpoints PRIMARY KEY (id),
    CONSTRAINT ck_webhook_endpoints_types CHECK (cardinality(event_types) BETWEEN 1 AND 100
      AND octet_length(event_types::text) <= 10000),
    CONSTRAINT ck_webhook_endpoints_disabled CHECK (disabled_because IS NULL OR disabled_because = 'gone' AND NOT enabled),
    CONSTRAINT ck_webhook_endpoints_secrets CHECK (octet_length(secret) <= 200 AND octet_length(previous_secret) <= 200
      AND (previous_secret IS NULL) = (previous_valid_until IS NULL)),
    CONSTRAINT ck_webhook_endpoints_texts CHECK (${short(BYTES)}),
    CONSTRAINT ck_webhook_endpoints_times CHECK (
      ${datable('created_at', 'changed_at', 'failing_since', 'previous_valid_until')})
  )`;

/** Who changed what, and why: kept when the endpoint is gone. */
const CHANGES = `
  CREATE TABLE webhook_endpoint_changes (
    webhook_id uuid NOT NULL,
    revision integer NOT NULL,
    action ${TEXT} NOT NULL,
    url ${TEXT} NOT NULL,
    event_types text[] NOT NULL,
    enabled boolean NOT NULL,
    changed_by_user_id uuid NULL,
    reason text NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_webhook_endpoint_changes PRIMARY KEY (webhook_id, revision),
    CONSTRAINT ck_webhook_endpoint_changes_action CHECK (
      action IN ('created', 'changed', 'secret_rotated', 'disabled', 'removed')),
    CONSTRAINT ck_webhook_endpoint_changes_texts CHECK (${short({ url: 2000, reason: 4000 })})
  )`;

/** What is to be sent, and what became of it. The position is the cursor of the event; an endpoint gets each event once. */
const DELIVERIES = `
  CREATE TABLE webhook_deliveries (
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    position ${TEXT} NULL,
    type ${TEXT} NOT NULL,
    body text NOT NULL,
    status ${TEXT} NOT NULL DEFAULT 'PENDING',
    attempts integer NOT NULL DEFAULT 0,
    attempts_left integer NOT NULL,
    next_attempt_at timestamptz NULL DEFAULT clock_timestamp(),
    lease_expires_at timestamptz NULL,
    last_attempt_at timestamptz NULL,
    last_status integer NULL,
    last_error ${TEXT} NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz NULL,
    CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_webhook_deliveries_endpoint FOREIGN KEY (webhook_id) REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    CONSTRAINT uq_webhook_deliveries_event UNIQUE (webhook_id, position),
    CONSTRAINT ck_webhook_deliveries_status CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')
      AND (status = 'PENDING') = (next_attempt_at IS NOT NULL) AND (status = 'PENDING') = (ended_at IS NULL)
      AND (status = 'PENDING' OR lease_expires_at IS NULL)),
    CONSTRAINT ck_webhook_deliveries_attempts CHECK (attempts >= 0 AND attempts_left >= 0),
    CONSTRAINT ck_webhook_deliveries_texts CHECK (
      ${short({ position: 64, type: 100, body: 8192, last_error: 64 })}),
    CONSTRAINT ck_webhook_deliveries_times CHECK (
      ${datable('created_at', 'next_attempt_at', 'lease_expires_at', 'last_attempt_at', 'ended_at')})
  )`;

/** Up to which event the feed was read: one row. */
const POSITION = `
  CREATE TABLE webhook_feed_position (
    is_only boolean NOT NULL DEFAULT true,
    cursor ${TEXT} NULL,
    CONSTRAINT pk_webhook_feed_position PRIMARY KEY (is_only),
    CONSTRAINT ck_webhook_feed_position_only CHECK (is_only AND octet_length(cursor) <= 64)
  )`;

const INDEXES = [
  `CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_at) WHERE status = 'PENDING'`,
  'CREATE INDEX ix_webhook_deliveries_page ON webhook_deliveries (webhook_id, id)',
  'CREATE INDEX ix_webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL',
];

const KEPT = 'Changes of webhooks are append-only.';

const TRIGGERS = [
  `CREATE TRIGGER webhook_endpoint_changes_append_only BEFORE UPDATE OR DELETE ON webhook_endpoint_changes
   FOR EACH ROW EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER webhook_endpoint_changes_no_truncate BEFORE TRUNCATE ON webhook_endpoint_changes
   FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('${KEPT}')`,
];

const TABLES = ['webhook_feed_position', 'webhook_deliveries', 'webhook_endpoint_changes', 'webhook_endpoints'];

/** Who is told of what happens, and the outbox of that. */
export class CreateWebhooks1795000000069 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [ENDPOINTS, CHANGES, DELIVERIES, POSITION]) await queryRunner.query(table);
    await queryRunner.query('INSERT INTO webhook_feed_position DEFAULT VALUES');
    for (const statement of [...INDEXES, ...TRIGGERS]) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM webhook_endpoint_changes) AS kept')) as [
      { kept: boolean },
    ];
    if (kept) {
      throw new Error(
        'webhook_endpoint_changes holds who set which webhook: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    for (const table of TABLES) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
