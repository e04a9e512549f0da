import { LearningEngineError } from './learning-engine.error.js';

/** No webhook has this id, or it was removed. */
export class WebhookNotFoundError extends LearningEngineError {
  readonly code = 'WEBHOOK_NOT_FOUND';

  constructor(readonly webhookId: string) {
    super(`There is no webhook with id ${webhookId}.`);
  }
}

/** A webhook has no delivery with this id, or it is not kept any more. */
export class WebhookDeliveryNotFoundError extends LearningEngineError {
  readonly code = 'WEBHOOK_DELIVERY_NOT_FOUND';

  constructor(
    readonly webhookId: string,
    readonly deliveryId: string,
  ) {
    super(
      `Webhook ${webhookId} has no delivery with id ${deliveryId}. Deliveries are kept for 30 days after their end.`,
    );
  }
}

/** A webhook has changed since it was seen. Nothing was changed. */
export class WebhookChangedError extends LearningEngineError {
  readonly code = 'WEBHOOK_CHANGED';

  constructor(
    readonly webhookId: string,
    readonly revision: number,
  ) {
    super(`Webhook ${webhookId} has changed since it was seen: its revision is ${revision}. Look again, then decide.`);
  }
}

/** There are as many webhooks as there may be. Nothing was changed. */
export class TooManyWebhooksError extends LearningEngineError {
  readonly code = 'TOO_MANY_WEBHOOKS';

  constructor(readonly most: number) {
    super(`There are ${most} webhooks, as many as there may be: remove one first.`);
  }
}

/** Secrets of webhooks cannot be kept here, because there is no key to encrypt them. Nothing was changed. */
export class WebhooksNotSetUpError extends LearningEngineError {
  readonly code = 'WEBHOOKS_NOT_SET_UP';

  constructor() {
    super('There is no key to encrypt the secrets of webhooks: set WEBHOOK_KEY, or `key` of WebhooksModule.');
  }
}
