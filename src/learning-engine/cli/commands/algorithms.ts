import { versionView } from '../../registry/registry-views.js';
import { type RunCommand } from '../command.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { table } from '../table.js';

export const run: RunCommand = async ({ target, args }) => {
  const { queries, registry } = await (await target()).engine();
  await rejectUnknownKey(queries, args.key);
  const views = await queries.listVersions(args.key);
  const versions = await Promise.all(
    views.map(async (view) => ({
      ...versionView(view),
      params_id: (await registry.getActiveParams(view.version.id))?.id ?? null,
    })),
  );
  const rows = versions.map((row) => [
    row.algo_key,
    row.version,
    row.status,
    row.is_registered ? 'yes' : 'no',
    row.params_id,
  ]);
  return { text: table(['key', 'version', 'status', 'code', 'active parameter set'], rows), data: { versions } };
};
