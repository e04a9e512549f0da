import { channel } from 'node:diagnostics_channel';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Activated, EngineEvent } from '../contracts/engine-events.js';
import { Attempt } from '../errors/attempt.js';
import { type ChangeOptions, inTransaction } from '../errors/in-transaction.js';
import { type CheckedActivation } from './activation-context.js';
import { type LivePair, makeLive, type Origin } from './live-pair.js';
import { type LiveRegistry } from './live-registry.js';

const activated = channel(EngineEvent.ACTIVATED);

/**
 * Runs work that may make another pair live, in a transaction as `inTransaction` does, and tells of it once it is
 * committed. What the process knows of what is live is out of date then, also after an error: the commit may have taken
 * effect while its answer was lost.
 */
export function changeLivePair<T>(
  dataSource: DataSource,
  live: LiveRegistry,
  context: CheckedActivation,
  { signal, beforeCommit }: ChangeOptions<T>,
  work: (manager: EntityManager, goLive: (pair: LivePair, origin: Origin) => Promise<void>) => Promise<T>,
): Promise<T> {
  const attempt = new Attempt(signal);
  const change = async (): Promise<T> => {
    const { result, changes } = await inTransaction(
      dataSource,
      async (manager) => {
        const changes: Activated[] = [];
        const result = await work(manager, async (pair, origin) => {
          await makeLive(manager, pair, origin, context);
          changes.push(pair);
        });
        await beforeCommit?.(result, manager);
        return { result, changes };
      },
      attempt,
    ).finally(() => live.invalidate());
    for (const change of changes) activated.publish(change);
    return result;
  };
  return attempt.settle(change());
}
