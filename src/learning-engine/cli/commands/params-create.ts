import { type RunCommand } from '../command.js';
import { jsonOption } from '../json-option.js';
import { paramsView } from '../../registry/registry-views.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const given = await jsonOption('params', options.params as string);
  const { params, queries } = await (await target()).engine();
  const { version } = await queries.getVersion(args.key!, args.version!);
  const created = await params.ensureParams(version.id, given, { createdByUserId: options.as as string | undefined });
  const what = created.isNew ? 'stored' : 'was stored before';
  return {
    text: `${version.algoKey} ${version.version}: set ${created.params.id} ${what}\n`,
    data: { ...paramsView(created.params), is_new: created.isNew },
  };
};
