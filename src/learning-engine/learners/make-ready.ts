import { type EntityManager } from 'typeorm';
import { type EngineScope } from '../database/engine-scope.js';
import { MAKE_READY } from './learner-state.statements.js';

const nameOf = ({ lockPrefix }: EngineScope): string => `${lockPrefix}answers without states`;

/** To be called before answers are written that no states follow: until the end of the transaction, no projection becomes READY. */
export async function holdReady(manager: EntityManager, scope: EngineScope): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [nameOf(scope)]);
}

/** READY, if no learner is behind: by a statement that sees what was written before. */
export async function makeReady(
  manager: EntityManager,
  scope: EngineScope,
  projectionId: string,
  maxAgeMs: number,
): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [nameOf(scope)]);
  await manager.query(MAKE_READY.text, [projectionId, maxAgeMs]);
}
