import { webhookDeliveryView, webhookView } from '../webhooks/webhook-view.js';
import { type Webhook, type WebhookDelivery } from '../webhooks/webhook.js';
import { type CommandCall, type CommandResult } from './command.js';
import { instant } from './table.js';
import { type Webhooks } from './target.js';

/** Whether a webhook is told, and whether that comes through. */
export function stateOf({ enabled, disabledBecause, failingSince }: Webhook): string {
  if (!enabled) return disabledBecause === 'gone' ? 'disabled: the receiver answered 410' : 'disabled';
  return failingSince === null ? 'enabled' : `failing since ${instant(failingSince)}`;
}

export function webhookResult(webhook: Webhook): CommandResult {
  const { id, url, description, eventTypes, reason, revision } = webhook;
  const lines = [
    `Webhook ${id}, revision ${revision}: ${stateOf(webhook)}`,
    `${url}${description === null ? '' : ` (${description})`}`,
    `Told of: ${eventTypes.join(', ')}`,
    ...(reason === null ? [] : [`Reason: ${reason}`]),
  ];
  return { text: `${lines.join('\n')}\n`, data: webhookView(webhook) };
}

export function deliveryResult(delivery: WebhookDelivery): CommandResult {
  const { id, type, webhookId } = delivery;
  const text = `Delivery ${id} (${type}) waits for a worker to send it.\nSee webhooks deliveries ${webhookId}\n`;
  return { text, data: webhookDeliveryView(delivery) };
}

/** Sets whether a webhook is told, and leaves the rest as it is. */
export async function setEnabled(
  { webhooks }: Webhooks,
  { args, options }: CommandCall,
  enabled: boolean,
): Promise<CommandResult> {
  const { id, url, description, eventTypes, revision } = await webhooks.get(args.id!);
  const who = { changedByUserId: options.as as string | undefined, reason: options.reason as string };
  const given = { url, description, eventTypes, enabled };
  return webhookResult(await webhooks.set(id, given, { ...who, expectedRevision: revision }));
}
