import { type Webhook, type WebhookChange, type WebhookDelivery } from './webhook.js';

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** A webhook as JSON: over HTTP, and from the command line. */
export const webhookView = (webhook: Webhook) => ({
  id: webhook.id,
  url: webhook.url,
  description: webhook.description,
  event_types: webhook.eventTypes,
  enabled: webhook.enabled,
  disabled_because: webhook.disabledBecause,
  failing_since: text(webhook.failingSince),
  previous_secret_valid_until: text(webhook.previousSecretValidUntil),
  revision: webhook.revision,
  reason: webhook.reason,
  changed_by_user_id: webhook.changedByUserId,
  created_at: webhook.createdAt.toISOString(),
  changed_at: webhook.changedAt.toISOString(),
});

export const webhookChangeView = (change: WebhookChange) => ({
  revision: change.revision,
  action: change.action,
  url: change.url,
  event_types: change.eventTypes,
  enabled: change.enabled,
  changed_by_user_id: change.changedByUserId,
  reason: change.reason,
  changed_at: change.changedAt.toISOString(),
});

export const webhookDeliveryView = (delivery: WebhookDelivery) => ({
  id: delivery.id,
  webhook_id: delivery.webhookId,
  position: delivery.position,
  type: delivery.type,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: text(delivery.nextAttemptAt),
  last_attempt_at: text(delivery.lastAttemptAt),
  last_status: delivery.lastStatus,
  last_error: delivery.lastError,
  body: JSON.parse(delivery.body) as object,
  created_at: delivery.createdAt.toISOString(),
  ended_at: text(delivery.endedAt),
});
