import { channel } from 'node:diagnostics_channel';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Activated, EngineEvent } from '../contracts/engine-events.js';
import { type ActivationContext } from './activation-context.js';
import { inTransaction } from './in-transaction.js';
import { type LivePair, makeLive } from './live-pair.js';
import { type LiveRegistry } from './live-registry.js';

const activated = channel(EngineEvent.ACTIVATED);

/**
 * Runs work that may make another pair live, in a transaction as `inTransaction` does, and tells of it once it is
 * committed. What the process knows of what is live is out of date then, also after an error: the commit may have taken
 * effect while its answer was lost.
 */
export async function changeLivePair<T>(
  dataSource: DataSource,
  live: LiveRegistry,
  context: Required<ActivationContext>,
  work: (manager: EntityManager, goLive: (pair: LivePair) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { result, changes } = await inTransaction(dataSource, async (manager) => {
    const changes: Activated[] = [];
    const result = await work(manager, async (pair) => {
      await makeLive(manager, pair, context);
      changes.push(pair);
    });
    return { result, changes };
  }).finally(() => live.invalidate());
  for (const change of changes) activated.publish(change);
  return result;
}
