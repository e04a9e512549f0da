import { type EntityManager } from 'typeorm';

/** What an activation needs: nothing; evidence, or it is marked; evidence that speaks for it. */
export const GateMode = { OFF: 'off', WARN: 'warn', REQUIRED: 'required' } as const;
export type GateMode = (typeof GateMode)[keyof typeof GateMode];

/** What evidence must show. */
export interface GateLimits {
  /**
   * By how much the log loss may be worse than that of the active version, up to the end of its 95 % interval: 0 to 10. Null: it must
   * not be shown to be worse.
   */
  logLossMargin: number | null;
  /** Share of the learners whose states may change, 0 to 1. Null: any. */
  mostChanged: number | null;
}

/** What an activation of a key needs. */
export interface Gate extends GateLimits {
  mode: GateMode;
}

/** The gate of a key for which none was set. */
export const OPEN_GATE: Readonly<Gate> = { mode: GateMode.OFF, logLossMargin: null, mostChanged: null };

/** An entry of the settings of gates: from this moment on, this was the gate of this key. Never changed. */
export interface GateSetting extends Gate {
  /** Of one key, a later entry has a greater id. A bigint, as text. */
  id: string;
  algoKey: string;
  actorUserId: string | null;
  reason: string;
  setAt: Date;
}

/** A row is answered as JSON: a host may have pg read numbers and times as anything. Times are milliseconds since 1970. */
type Row = { entry: Omit<GateSetting, 'setAt'> & { setAt: number } };

const ENTRY = `
  json_build_object('id', g.id::text, 'algoKey', g.algo_key, 'mode', g.mode, 'logLossMargin', g.log_loss_margin, 'mostChanged', g.most_changed,
    'actorUserId', g.actor_user_id, 'reason', g.reason, 'setAt', floor(extract(epoch FROM g.set_at) * 1000)::bigint) AS entry`;

/** $1 key, $2 most entries: the newest first. */
const READ = `SELECT ${ENTRY} FROM gate_settings g WHERE g.algo_key = $1 ORDER BY g.id DESC LIMIT $2`;

/** $1 key, $2 mode, $3 log loss margin, $4 most changed, $5 actor, $6 reason */
const ADD = `
  INSERT INTO gate_settings AS g (algo_key, mode, log_loss_margin, most_changed, actor_user_id, reason) VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${ENTRY}`;

const settingOf = ({ entry: { setAt, ...entry } }: Row): GateSetting => ({ ...entry, setAt: new Date(setAt) });

/** The settings of a key, the newest first: that one is in force. */
export const readGates = async (manager: EntityManager, algoKey: string, most: number): Promise<GateSetting[]> =>
  (await manager.query<Row[]>(READ, [algoKey, most])).map(settingOf);

/** Call it under the lock of the key. */
export async function addGate(
  manager: EntityManager,
  { algoKey, mode, logLossMargin, mostChanged, actorUserId, reason }: Omit<GateSetting, 'id' | 'setAt'>,
): Promise<GateSetting> {
  const values = [algoKey, mode, logLossMargin, mostChanged, actorUserId, reason];
  const [row] = await manager.query<Row[]>(ADD, values);
  return settingOf(row!);
}
