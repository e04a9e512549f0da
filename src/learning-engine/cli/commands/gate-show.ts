import { gateView } from '../../registry/gate/gate-views.js';
import { type RunCommand } from '../command.js';
import { rejectUnknownKey } from '../reject-unknown-key.js';
import { instant, table } from '../table.js';

export const run: RunCommand = async ({ target, args }) => {
  const { gates, queries } = await (await target()).engine();
  const key = args.key!;
  await rejectUnknownKey(queries, key);
  const history = await gates.getHistory(key);
  const data = gateView(key, history);
  const limits = (one: { log_loss_margin: number | null; most_changed: number | null }) => [
    one.log_loss_margin ?? 'none',
    one.most_changed ?? 'none',
  ];
  const rows = history.map(({ setAt, reason }, index) => {
    const entry = data.history[index]!;
    return [entry.id, instant(setAt), entry.mode, ...limits(entry), reason];
  });
  const now = `${key}: ${data.mode}\n`;
  return {
    text:
      rows.length === 0
        ? now
        : `${now}\n${table(['id', 'set', 'mode', 'log loss margin', 'most changed', 'reason'], rows)}`,
    data,
  };
};
