import { type RegistryQueries } from '../registry/registry-queries.js';
import { activationView } from '../registry/registry-views.js';
import { type CommandResult } from './command.js';

/** What a change of an active version answers: its entry, read after the commit, which dates it. */
export async function activationResult(queries: RegistryQueries, key: string, id: string): Promise<CommandResult> {
  const { records } = await queries.listActivations({ algoKey: key }, { limit: 1, before: `${BigInt(id) + 1n}` });
  const data = activationView(records[0]!);
  const what = data.version === null ? 'no version is active' : `${data.version} is active with set ${data.params_id}`;
  return { text: `${data.algo_key}: ${what}\nactivation ${data.id}\n`, data };
}
