import { type EntityManager, Not } from 'typeorm';
import { AlgoStatus } from '../contracts/algo-status.js';
import { AlgoActivation } from '../entities/algo-activation.entity.js';
import { AlgoParams } from '../entities/algo-params.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';
import { type CheckedActivation } from './activation-context.js';

/** What is live for a key, by ids. */
export type LivePair = Pick<AlgoActivation, 'algoKey' | 'algoVersionId' | 'paramsId'>;

const now = { updatedAt: () => 'clock_timestamp()' };

/**
 * Waits until no other transaction changes what is live for this key. An advisory lock, because a row lock on the
 * version (FOR UPDATE) would block every insert of a run that refers to it. Released at the end of the transaction.
 */
export const lockAlgoKey = (manager: EntityManager, algoKey: string): Promise<unknown> =>
  manager.query("SELECT pg_advisory_xact_lock(hashtextextended('learning:' || $1, 0))", [algoKey]);

/**
 * Makes a pair live and writes the ledger entry. Call it under the lock of the key. Flags are taken before they are
 * given: a partial unique index judges each statement by itself.
 */
export async function makeLive(manager: EntityManager, pair: LivePair, context: CheckedActivation): Promise<void> {
  await setActiveVersion(manager, pair);
  await setActiveParams(manager, pair);
  await manager.insert(AlgoActivation, { ...pair, ...context });
}

async function setActiveVersion(manager: EntityManager, { algoKey, algoVersionId }: LivePair): Promise<void> {
  const { ACTIVE, DEPRECATED } = AlgoStatus;
  await manager.update(
    AlgoVersion,
    { algoKey, status: ACTIVE, id: Not(algoVersionId) },
    { status: DEPRECATED, ...now },
  );
  await manager.update(AlgoVersion, { id: algoVersionId, status: Not(ACTIVE) }, { status: ACTIVE, ...now });
}

/** The set with this id becomes the active one of its version; null takes the flag from the one that has it. */
export async function setActiveParams(
  manager: EntityManager,
  { algoVersionId, paramsId }: Omit<LivePair, 'algoKey'>,
): Promise<void> {
  await manager.update(
    AlgoParams,
    { algoVersionId, isActive: true, ...(paramsId !== null && { id: Not(paramsId) }) },
    { isActive: false, ...now },
  );
  if (paramsId !== null) {
    await manager.update(AlgoParams, { id: paramsId, isActive: false }, { isActive: true, ...now });
  }
}
