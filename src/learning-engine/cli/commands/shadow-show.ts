import { type RunCommand } from '../command.js';
import { comparedShadowResult } from '../shadow-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { shadows } = await (await target()).evidence();
  return comparedShadowResult(await shadows.get(args.key!, args.id!));
};
