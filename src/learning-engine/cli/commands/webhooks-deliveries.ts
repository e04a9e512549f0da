import { type WebhookDeliveryStatus } from '../../webhooks/webhook.js';
import { webhookDeliveryView } from '../../webhooks/webhook-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { deliveries: service } = await (await target()).webhooks();
  const page = { limit: limitOption(options.limit), before: options.before as string | undefined };
  const filter = { status: options.status as WebhookDeliveryStatus | undefined };
  const { deliveries, nextBefore } = await service.list(args.id!, filter, page);
  const rows = deliveries.map((one) => [
    ...[one.id, one.type, one.status, one.attempts, instant(one.lastAttemptAt)],
    one.lastError === 'HTTP_STATUS' ? `HTTP ${one.lastStatus}` : one.lastError,
  ]);
  const more = nextBefore === null ? '' : `More: --before ${nextBefore}\n`;
  return {
    text: table(['id', 'type', 'status', 'attempts', 'last attempt', 'last error'], rows) + more,
    data: { deliveries: deliveries.map(webhookDeliveryView), next_before: nextBefore },
  };
};
