import { type EntityManager } from 'typeorm';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { type AlgoVersion } from '../database/entities/algo-version.entity.js';
import { isUuid } from '../domain/uuid.js';
import { ParamsNotFoundError } from '../errors/registry.errors.js';
import { findParams } from './log-entries.js';

/** Read before the lock: a set never changes its version, nor a version its key. */
export const keyOfParams = async (manager: EntityManager, paramsId: string): Promise<string> =>
  (await findParams(manager, paramsId)).algoVersion!.algoKey;

/** The set that a caller named, or the active one of the version, if it has one. */
export async function findSet(
  manager: EntityManager,
  { id: algoVersionId }: AlgoVersion,
  paramsId: string | null | undefined,
): Promise<AlgoParams | null> {
  if (paramsId === null || paramsId === undefined) {
    return manager.findOneBy(AlgoParams, { algoVersionId, isActive: true });
  }
  const set = isUuid(paramsId) ? await manager.findOneBy(AlgoParams, { algoVersionId, id: paramsId }) : null;
  if (!set) throw new ParamsNotFoundError(paramsId);
  return set;
}
