import { activationView } from '../../registry/registry-views.js';
import { type RunCommand } from '../command.js';
import { limitOption } from '../limit-option.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const { queries } = await (await target()).engine();
  await rejectUnknownKey(queries, args.key);
  const { records } = await queries.listActivations({ algoKey: args.key }, { limit: limitOption(options.limit) });
  const rows = records.map(({ activation: { id, algoKey, kind, activatedAt, reason }, version }) => [
    id,
    algoKey,
    version,
    kind,
    instant(activatedAt),
    reason && cut(reason),
  ]);
  return {
    text: table(['id', 'key', 'active', 'kind', 'at', 'reason'], rows),
    data: { activations: records.map(activationView) },
  };
};

/** The JSON has it whole. */
const cut = (reason: string): string => (reason.length > 20 ? `${reason.slice(0, 19)}…` : reason);
