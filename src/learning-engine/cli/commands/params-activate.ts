import { gatedContext } from '../change-context.js';
import { type RunCommand } from '../command.js';
import { paramsView } from '../../registry/registry-views.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { registry } = await (await target()).engine();
  const params = await registry.activateParams(args.id!, gatedContext(options));
  return { text: `set ${params.id} is active in its version\n`, data: paramsView(params) };
};
