import { withDefaults } from './settings.js';

/** What an activation needs: nothing; evidence, or it is marked; evidence that speaks for it. */
const GATE_MODES: readonly GateMode[] = ['off', 'warn', 'required'];
export type GateMode = 'off' | 'warn' | 'required';

/** What has to be known of a version before it becomes active. */
export interface GateSettings {
  /** By the key of the algorithm. A key that is not named is `off`. */
  modes: Readonly<Record<string, GateMode>>;
  /**
   * By how much the log loss may be worse than that of the active version, up to the end of its 95 % interval. Default Infinity: it must
   * not be shown to be worse.
   */
  logLossMargin: number;
  /** Share of the learners whose states may change, 0 to 1. Default 1. */
  mostChanged: number;
}

export const defaultGateSettings: Readonly<GateSettings> = { modes: {}, logLossMargin: Infinity, mostChanged: 1 };

/** @throws RangeError naming the setting */
export function gateSettings(given?: Partial<GateSettings>): GateSettings {
  const settings = withDefaults('gate', defaultGateSettings, given, { mayBeZero: true, atMost: { mostChanged: 1 } });
  for (const [key, mode] of Object.entries(settings.modes)) {
    if (!GATE_MODES.includes(mode)) throw new RangeError(`gate.modes.${key} must be one of ${GATE_MODES.join(', ')}`);
  }
  return settings;
}
