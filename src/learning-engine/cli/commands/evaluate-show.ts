import { type RunCommand } from '../command.js';
import { evaluationResult } from '../evaluation-text.js';

export const run: RunCommand = async ({ target, args }) => {
  const { evaluations } = await (await target()).evidence();
  return evaluationResult(await evaluations.get(args.key!, args.id!));
};
