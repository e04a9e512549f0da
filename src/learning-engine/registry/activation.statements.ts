import { type EntityManager, Not } from 'typeorm';
import { AlgoStatus } from '../contracts/algo-status.js';
import { AlgoParams } from '../entities/algo-params.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';

const now = { updatedAt: () => 'clock_timestamp()' };

/**
 * Waits until no other transaction changes what is live for this key. An advisory lock, because a row lock on the
 * version (FOR UPDATE) would block every insert of a run that refers to it. Released at the end of the transaction.
 */
export const lockAlgoKey = (manager: EntityManager, algoKey: string): Promise<unknown> =>
  manager.query("SELECT pg_advisory_xact_lock(hashtextextended('learning:' || $1, 0))", [algoKey]);

/** First the flag is taken, then given: the partial unique index judges each statement by itself. */
export async function activateVersionRow(manager: EntityManager, { id, algoKey }: AlgoVersion): Promise<void> {
  await manager.update(
    AlgoVersion,
    { algoKey, status: AlgoStatus.ACTIVE, id: Not(id) },
    { status: AlgoStatus.DEPRECATED, ...now },
  );
  await manager.update(AlgoVersion, { id }, { status: AlgoStatus.ACTIVE, ...now });
}

/** First the flag is taken, then given: the partial unique index judges each statement by itself. */
export async function activateParamsRow(manager: EntityManager, { id, algoVersionId }: AlgoParams): Promise<void> {
  await manager.update(AlgoParams, { algoVersionId, isActive: true, id: Not(id) }, { isActive: false, ...now });
  await manager.update(AlgoParams, { id }, { isActive: true, ...now });
}
