import { storedInstant } from '../database/entities/stored-instant.js';

/** The types of events that webhooks tell of. None of them names a learner. */
export const webhookEventTypes = [
  'algorithm.activated',
  'job.ended',
  'projection.ready',
  'runs.failed',
  'feed.opened',
] as const;

export type WebhookEventType = (typeof webhookEventTypes)[number];

/** Why a webhook is disabled, where no user did it: the receiver answered 410 Gone. */
export type DisabledBecause = 'gone';

/** A receiver, and what it is told. */
export interface Webhook {
  id: string;
  /** Where it is, in its normal form. */
  url: string;
  description: string | null;
  eventTypes: WebhookEventType[];
  enabled: boolean;
  disabledBecause: DisabledBecause | null;
  /** Since when no delivery came through, by the first attempt that failed; null while deliveries do. */
  failingSince: Date | null;
  /** Until when requests are signed by the former secret, too. */
  previousSecretValidUntil: Date | null;
  /** Counts the changes. */
  revision: number;
  changedByUserId: string | null;
  reason: string | null;
  createdAt: Date;
  changedAt: Date;
}

/** A webhook with the secret that its receiver verifies requests by: it is told once. */
export interface WebhookWithSecret {
  webhook: Webhook;
  secret: string;
}

export type WebhookAction = 'created' | 'changed' | 'secret_rotated' | 'disabled' | 'removed';

/** What was done to a webhook, by whom and why. */
export interface WebhookChange {
  revision: number;
  action: WebhookAction;
  url: string;
  eventTypes: WebhookEventType[];
  enabled: boolean;
  /** Null where the service did it. */
  changedByUserId: string | null;
  reason: string | null;
  changedAt: Date;
}

export const WEBHOOK_COLUMNS = `id, url, description, event_types AS "eventTypes", enabled,
  disabled_because AS "disabledBecause", failing_since AS "failingSince",
  CASE WHEN previous_valid_until > statement_timestamp() THEN previous_valid_until END AS "previousSecretValidUntil",
  revision, changed_by_user_id AS "changedByUserId", reason, created_at AS "createdAt", changed_at AS "changedAt"`;

const instantOrNull = (value: unknown): Date | null => (value === null ? null : storedInstant(value));

export const webhookOfRow = (row: Webhook): Webhook => ({
  ...row,
  failingSince: instantOrNull(row.failingSince),
  previousSecretValidUntil: instantOrNull(row.previousSecretValidUntil),
  createdAt: storedInstant(row.createdAt),
  changedAt: storedInstant(row.changedAt),
});

/** `PENDING`: it waits, or is being sent. */
export const WebhookDeliveryStatus = { PENDING: 'PENDING', DELIVERED: 'DELIVERED', FAILED: 'FAILED' } as const;
export type WebhookDeliveryStatus = (typeof WebhookDeliveryStatus)[keyof typeof WebhookDeliveryStatus];

/** An event on its way to a receiver. */
export interface WebhookDelivery {
  /** Also the `webhook-id` of its requests: the same at each attempt. */
  id: string;
  webhookId: string;
  /** The cursor of the event; null for a test. */
  position: string | null;
  type: string;
  /** The text of its requests. */
  body: string;
  status: WebhookDeliveryStatus;
  /** How often it was sent, or begun to be sent. */
  attempts: number;
  nextAttemptAt: Date | null;
  lastAttemptAt: Date | null;
  /** What the receiver answered last. */
  lastStatus: number | null;
  /** Why the last attempt failed: `HTTP_STATUS` where the receiver answered with another status than 2xx. */
  lastError: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export const DELIVERY_COLUMNS = `id, webhook_id AS "webhookId", position, type, body, status, attempts,
  next_attempt_at AS "nextAttemptAt", last_attempt_at AS "lastAttemptAt", last_status AS "lastStatus",
  last_error AS "lastError", created_at AS "createdAt", ended_at AS "endedAt"`;

export const deliveryOfRow = (row: WebhookDelivery): WebhookDelivery => ({
  ...row,
  nextAttemptAt: instantOrNull(row.nextAttemptAt),
  lastAttemptAt: instantOrNull(row.lastAttemptAt),
  createdAt: storedInstant(row.createdAt),
  endedAt: instantOrNull(row.endedAt),
});
