import { webhookChangeView, webhookView } from '../../webhooks/webhook-view.js';
import { type RunCommand } from '../command.js';
import { instant, table } from '../table.js';
import { webhookResult } from '../webhook-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { webhooks } = await (await target()).webhooks();
  const webhook = await webhooks.get(args.id!);
  const { changes } = await webhooks.getChanges(webhook.id, { limit: 200 });
  const rows = changes.map((one) => [
    one.revision,
    instant(one.changedAt),
    one.action,
    one.changedByUserId,
    one.reason,
  ]);
  return {
    text: `${webhookResult(webhook).text}\n${table(['revision', 'changed', 'action', 'by', 'reason'], rows)}`,
    data: { ...webhookView(webhook), changes: changes.map(webhookChangeView) },
  };
};
