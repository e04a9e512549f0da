import { type EntityManager, Not } from 'typeorm';
import { AlgoStatus } from '../contracts/algo-status.js';
import { AlgoActivation } from '../entities/algo-activation.entity.js';
import { AlgoParams } from '../entities/algo-params.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';
import { type CheckedActivation } from './activation-context.js';

/** What is live for a key, by ids. */
export interface LivePair {
  algoKey: string;
  algoVersionId: string;
  paramsId: string | null;
}

/** How it came to be live. */
export type Origin = Pick<AlgoActivation, 'kind'> & Partial<Pick<AlgoActivation, 'restoresId'>>;

const now = { updatedAt: () => 'clock_timestamp()' };

/**
 * Waits until no other transaction changes what is live for this key. An advisory lock, because a row lock on the
 * version (FOR UPDATE) would block every insert of a run that refers to it. Released at the end of the transaction.
 */
export const lockAlgoKey = (manager: EntityManager, algoKey: string): Promise<unknown> =>
  manager.query(LOCK, [algoKey]);

/** Of the schema of the tables, as the triggers take it: other schemas of the database have keys of their own. */
const LOCK = `
  SELECT pg_advisory_xact_lock(hashtextextended('learning:' || relnamespace::regnamespace || ':' || $1::text, 0))
  FROM pg_class WHERE oid = 'algo_activations'::regclass`;

/**
 * Makes a pair live and writes the ledger entry. Call it under the lock of the key. Flags are taken before they are
 * given: a partial unique index judges each statement by itself.
 */
export async function makeLive(
  manager: EntityManager,
  pair: LivePair,
  origin: Origin,
  context: CheckedActivation,
): Promise<void> {
  await setActiveVersion(manager, pair);
  await setActiveParams(manager, pair);
  await manager.insert(AlgoActivation, { ...pair, ...origin, ...context });
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
