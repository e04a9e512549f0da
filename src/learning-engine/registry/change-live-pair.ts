import { channel } from 'node:diagnostics_channel';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Activated, EngineEvent } from '../contracts/engine-events.js';
import { Attempt } from '../errors/attempt.js';
import { type ChangeOptions, inTransaction } from '../errors/in-transaction.js';
import { type CheckedActivation } from './activation-context.js';
import { type LiveChange, makeLive } from './live-pair.js';
import { type LiveRegistry } from './live-registry.js';

const activated = channel(EngineEvent.ACTIVATED);

/** Makes a change, and gives the id of its entry in the activation log. */
export type GoLive = (change: LiveChange) => Promise<string>;

/**
 * Runs work that may make another pair active, in a transaction as `inTransaction` does, and publishes the change once it is
 * committed. The cache of active versions is out of date then, also after an error: the commit may have taken effect while its
 * answer was lost.
 */
export function changeLivePair<T>(
  dataSource: DataSource,
  live: LiveRegistry,
  context: CheckedActivation,
  { signal, beforeCommit }: ChangeOptions<T>,
  work: (manager: EntityManager, goLive: GoLive) => Promise<T>,
): Promise<T> {
  const attempt = new Attempt(signal);
  const change = async (): Promise<T> => {
    const { result, changes } = await inTransaction(
      dataSource,
      async (manager) => {
        const changes: Activated[] = [];
        const result = await work(manager, async (change) => {
          const id = await makeLive(manager, change, context);
          const { algoKey, algoVersionId, paramsId } = change;
          changes.push({ algoKey, algoVersionId, paramsId });
          return id;
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
