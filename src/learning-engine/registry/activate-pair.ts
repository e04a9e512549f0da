import { type EntityManager, Not } from 'typeorm';
import { type EngineScope } from '../database/engine-scope.js';
import { AlgoStatus } from '../domain/algo-status.js';
import { AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { type ActivationContext } from './activation-context.js';

/** What becomes active for a key, by ids, and how; neither version nor set when the key is retired. */
export type ActivationChange = Pick<AlgoActivation, 'algoKey' | 'algoVersionId' | 'paramsId' | 'kind'> &
  Partial<Pick<AlgoActivation, 'restoresId' | 'evidence' | 'flags'>>;

const now = { updatedAt: () => 'clock_timestamp()' };

/**
 * Waits until no other transaction changes the active version of this key. An advisory lock, because a row lock on the
 * version (FOR UPDATE) would block every insert of a run that refers to it. Released at the end of the transaction.
 */
export const lockAlgoKey = (manager: EntityManager, { lockPrefix }: EngineScope, algoKey: string): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lockPrefix + algoKey]);

/**
 * Makes a pair active, or none, and writes the entry of the activation log. Call it under the lock of the key. Flags are
 * removed before they are set: a partial unique index judges each statement by itself.
 *
 * @returns the id of the entry
 */
export async function activatePair(
  manager: EntityManager,
  change: ActivationChange,
  context: Required<Pick<ActivationContext, 'actorUserId' | 'reason'>>,
): Promise<string> {
  const { algoKey, algoVersionId, paramsId } = change;
  await setActiveVersion(manager, algoKey, algoVersionId);
  if (algoVersionId !== null) await setActiveParams(manager, { algoVersionId, paramsId });
  const entry: object = { ...change, ...context };
  const { identifiers } = await manager.insert(AlgoActivation, entry);
  return String(identifiers[0]!.id); // whatever a host has pg read it as
}

async function setActiveVersion(manager: EntityManager, algoKey: string, id: string | null): Promise<void> {
  const { ACTIVE, DEPRECATED } = AlgoStatus;
  const others = { algoKey, status: ACTIVE, ...(id !== null && { id: Not(id) }) };
  await manager.update(AlgoVersion, others, { status: DEPRECATED, ...now });
  if (id !== null) await manager.update(AlgoVersion, { id, status: Not(ACTIVE) }, { status: ACTIVE, ...now });
}

/** The set with this id becomes the active one of its version; null leaves the version without one. */
export async function setActiveParams(
  manager: EntityManager,
  { algoVersionId, paramsId }: { algoVersionId: string; paramsId: string | null },
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
