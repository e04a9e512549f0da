import { type RunCommand } from '../command.js';
import { deliveryResult } from '../webhook-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { deliveries } = await (await target()).webhooks();
  return deliveryResult(await deliveries.sendTest(args.id!));
};
