import { type INestApplicationContext } from '@nestjs/common';
import { WEBHOOK_WORKER } from '../webhooks/webhooks.tokens.js';

/** A worker sends the webhooks of an application that has some. */
export function sendWebhooks(app: INestApplicationContext): void {
  let worker: { start: () => void };
  try {
    worker = app.get<{ start: () => void }>(WEBHOOK_WORKER, { strict: false });
  } catch {
    return; // without WebhooksModule
  }
  worker.start();
}
