import { type INestApplicationContext } from '@nestjs/common';
import { WebhookDeliveriesService } from '../webhooks/webhook-deliveries.service.js';
import { WebhooksService } from '../webhooks/webhooks.service.js';
import { CommandRejectedError } from './command.js';
import { type Webhooks } from './target.js';

const classes = { WebhooksService, WebhookDeliveriesService };
export type WebhookClasses = typeof classes;

/**
 * @param of the classes of the copy of the engine that the application uses
 * @throws CommandRejectedError when the application has no webhooks
 */
export function webhooksOf(app: INestApplicationContext, of: WebhookClasses = classes): Webhooks {
  try {
    return {
      webhooks: app.get(of.WebhooksService, { strict: false }),
      deliveries: app.get(of.WebhookDeliveriesService, { strict: false }),
    };
  } catch {
    throw new CommandRejectedError(
      'The app has no webhooks: it must import WebhooksModule of learning-engine/webhooks',
    );
  }
}
