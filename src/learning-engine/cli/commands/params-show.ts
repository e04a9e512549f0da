import { ParamsNotFoundError } from '../../errors/registry.errors.js';
import { type RunCommand } from '../command.js';
import { paramsView } from '../../registry/registry-views.js';

export const run: RunCommand = async ({ target, args }) => {
  const { registry } = await (await target()).engine();
  const found = await registry.resolveParams(args.id!);
  if (!found) throw new ParamsNotFoundError(args.id!);
  const { algoKey, version } = found.version;
  const data = { algo_key: algoKey, version, ...paramsView(found.params) };
  return { text: `${JSON.stringify(data, null, 2)}\n`, data };
};
