import { type RunCommand } from '../command.js';
import { runView } from '../run-view.js';

export const run: RunCommand = async ({ target, args }) => {
  const { runs } = await (await target()).engine();
  const data = runView(await runs.getRun(args.id!));
  return { text: `${JSON.stringify(data, null, 2)}\n`, data };
};
