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

/** What a change of an active version answers: its entry, read after the commit, which dates it. */
export async function activationResult(queries: RegistryQueries, key: string, id: string): Promise<CommandResult> {
  const { records } = await queries.listActivations({ algoKey: key }, { limit: 1, before: `${BigInt(id) + 1n}` });
  const data = activationView(records[0]!);
  const what = data.version === null ? 'no version is active' : `${data.version} is active with set ${data.params_id}`;
  return { text: `${data.algo_key}: ${what}\nactivation ${data.id}\n`, data };
}
