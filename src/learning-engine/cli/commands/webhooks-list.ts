import { webhookView } from '../../webhooks/webhook-view.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { table } from '../table.js';
import { stateOf } from '../webhook-text.js';

export const run: RunCommand = async ({ target, options }) => {
  const { webhooks: service } = await (await target()).webhooks();
  const page = { limit: limitOption(options.limit), after: options.after as string | undefined };
  const { webhooks, nextAfter } = await service.list(page);
  const rows = webhooks.map((webhook) => [webhook.id, stateOf(webhook), webhook.url]);
  const more = nextAfter === null ? '' : `More: --after ${nextAfter}\n`;
  return {
    text: table(['id', 'state', 'url'], rows) + more,
    data: { webhooks: webhooks.map(webhookView), next_after: nextAfter },
  };
};
