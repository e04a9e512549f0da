import { type RegistryQueries } from '../registry/registry-queries.js';
import { CommandRejectedError } from './command.js';

/** @throws CommandRejectedError for a key of which the registry has no version */
export async function rejectUnknownKey(queries: RegistryQueries, key: string | undefined): Promise<void> {
  if (key === undefined || (await queries.listVersions(key)).length > 0) return;
  throw new CommandRejectedError(
    `The registry has no algorithm ${key}. The command algorithms lists those that it has.`,
  );
}
