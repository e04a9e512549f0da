export { webhookMigrations } from '../webhooks/migrations/webhook-migrations.js';
export { type GivenWebhook } from '../webhooks/given-webhook.js';
export {
  type DisabledBecause,
  type Webhook,
  type WebhookAction,
  type WebhookChange,
  type WebhookDelivery,
  WebhookDeliveryStatus,
  type WebhookEventType,
  webhookEventTypes,
  type WebhookWithSecret,
} from '../webhooks/webhook.js';
export { type WebhookDeliveryPage, WebhookDeliveriesService } from '../webhooks/webhook-deliveries.service.js';
export { webhookKeyProblem } from '../webhooks/webhook-secrets.js';
export { defaultWebhookSettings, type WebhookSettings } from '../webhooks/webhook-settings.js';
export { webhooksWait } from '../webhooks/waiting-webhooks.js';
export { WebhooksModule } from '../webhooks/webhooks.module.js';
export { type WebhooksExtras, type WebhooksOptions } from '../webhooks/webhooks.module-definition.js';
export {
  type ChangeWebhookOptions,
  type RotateSecretOptions,
  type WebhookChangePage,
  type WebhookPage,
  WebhooksService,
} from '../webhooks/webhooks.service.js';
export {
  TooManyWebhooksError,
  WebhookChangedError,
  WebhookDeliveryNotFoundError,
  WebhookNotFoundError,
  WebhooksNotSetUpError,
} from '../errors/webhook.errors.js';
