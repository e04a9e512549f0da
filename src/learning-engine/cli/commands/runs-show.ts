import { runView } from '../../runs/run-view.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target, args }) => {
  const { runs } = await (await target()).engine();
  const data = runView(await runs.getRun(args.id!));
  return { text: `${JSON.stringify(data, null, 2)}\n`, data };
};
