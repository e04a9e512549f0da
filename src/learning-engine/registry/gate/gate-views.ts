import { type Gate, type GateSetting, OPEN_GATE } from './gate-setting.js';

// What callers see of gates, by the names of the columns: over HTTP and from the command line.

const limitsView = ({ mode, logLossMargin, mostChanged }: Gate) => ({
  mode,
  log_loss_margin: logLossMargin,
  most_changed: mostChanged,
});

export const gateSettingView = (setting: GateSetting) => ({
  id: setting.id,
  algo_key: setting.algoKey,
  ...limitsView(setting),
  actor_user_id: setting.actorUserId,
  reason: setting.reason,
  set_at: setting.setAt.toISOString(),
});

/** @param history the newest first */
export const gateView = (algoKey: string, history: readonly GateSetting[]) => ({
  algo_key: algoKey,
  ...limitsView(history[0] ?? OPEN_GATE),
  history: history.map(gateSettingView),
});
