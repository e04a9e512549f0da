import { type RunCommand } from '../command.js';
import { previewResult } from '../preview-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { previews } = await (await target()).evidence();
  return previewResult(await previews.get(args.key!, args.id!));
};
