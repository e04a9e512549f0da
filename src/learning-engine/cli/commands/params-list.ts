import { type RunCommand } from '../command.js';
import { paramsView } from '../../registry/registry-views.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args }) => {
  const { queries } = await (await target()).engine();
  const { params } = await queries.getVersion(args.key!, args.version!);
  const rows = params.map(({ id, isActive, createdAt, checksum }) => [
    id,
    isActive ? 'yes' : 'no',
    instant(createdAt),
    checksum.slice(0, 8),
  ]);
  return { text: table(['id', 'active', 'created', 'checksum'], rows), data: { params: params.map(paramsView) } };
};
