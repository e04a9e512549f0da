import { type EntityManager } from 'typeorm';
import { type AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { type ActivationRecord, type RegistryQueries } from '../registry/registry-queries.js';
import { type CommandResult } from './command.js';

/** An entry of the activation log, named as the HTTP API names it. */
export const activationView = ({ activation, version }: ActivationRecord) => ({
  id: activation.id,
  algo_key: activation.algoKey,
  version,
  params_id: activation.paramsId,
  kind: activation.kind,
  restores_id: activation.restoresId,
  actor_user_id: activation.actorUserId,
  reason: activation.reason,
  activated_at: activation.activatedAt,
});

/** What a change of an active version answers: the last entry of the key. */
export function activationResult(record: ActivationRecord): CommandResult {
  const data = activationView(record);
  const what = data.version === null ? 'no version is active' : `${data.version} is active with set ${data.params_id}`;
  return { text: `${data.algo_key}: ${what}\nactivation ${data.id}\n`, data };
}

/** The same of an entry that a service answered. */
export const entryResult = async (queries: RegistryQueries, entry: AlgoActivation): Promise<CommandResult> =>
  activationResult(await queries.recordOf(entry));

/** The last entry of a key, as a transaction under its lock sees it. */
export async function lastRecord(
  queries: RegistryQueries,
  algoKey: string,
  manager: EntityManager,
): Promise<ActivationRecord> {
  const { records } = await queries.listActivations({ algoKey }, { limit: 1 }, { manager });
  return records[0]!;
}
