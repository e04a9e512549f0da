import { type RunCommand } from '../command.js';
import { deliveryResult } from '../webhook-text.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { deliveries } = await (await target()).webhooks();
  return deliveryResult(await deliveries.redeliver(args.id!, options.delivery as string));
};
