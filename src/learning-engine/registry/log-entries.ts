import { type EntityManager, LessThan } from 'typeorm';
import { ActivationKind } from '../domain/activation-kind.js';
import { AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import {
  ActivationNotFoundError,
  NothingToRestoreError,
  NotTheLastActivationError,
  ParamsNotFoundError,
} from '../errors/registry.errors.js';
import { type Activate } from './activation-changes.js';
import { type RunnablePairs } from './runnable-pairs.js';

// Which entries of the activation log of a key a change starts from or leads back to.

export const lastEntry = (manager: EntityManager, algoKey: string): Promise<AlgoActivation | null> =>
  manager.findOne(AlgoActivation, { where: { algoKey }, order: { id: 'DESC' } });

/** An entry that this transaction wrote: it gets its time from a trigger that would wait for the commit. */
export async function writtenEntry(manager: EntityManager, id: string): Promise<AlgoActivation> {
  await manager.query('SET CONSTRAINTS ALL IMMEDIATE');
  return manager.findOneByOrFail(AlgoActivation, { id });
}

/** Makes the pair of an earlier entry active again. */
export async function goBackTo(
  manager: EntityManager,
  activate: Activate,
  { id, algoKey, algoVersionId, paramsId }: AlgoActivation,
  kind: ActivationKind,
): Promise<AlgoActivation> {
  return writtenEntry(manager, await activate({ algoKey, algoVersionId, paramsId, kind, restoresId: id }));
}

/**
 * The last entry of a key by an instant.
 *
 * @param instant with the resolution of `Date`: an entry counts from its own millisecond on
 */
export const entryAt = (manager: EntityManager, algoKey: string, instant: Date): Promise<AlgoActivation | null> =>
  manager
    .createQueryBuilder(AlgoActivation, 'entry')
    .where("entry.algoKey = :algoKey AND date_trunc('milliseconds', entry.activatedAt) <= :instant", {
      algoKey,
      instant,
    })
    .orderBy('entry.id', 'DESC')
    .limit(1)
    .getOne();

/** @throws NotTheLastActivationError when an entry was expected and it is not the last one */
export function rejectOtherLast(algoKey: string, last: AlgoActivation | null, expectedId: string | undefined): void {
  const lastId = last && String(last.id); // whatever a host has pg read it as
  if (expectedId !== undefined && expectedId !== lastId) {
    throw new NotTheLastActivationError(algoKey, expectedId, lastId);
  }
}

/**
 * The entry of an id or an instant whose pair is to be made active again.
 *
 * @throws ActivationNotFoundError, NothingToRestoreError, CannotActivateError
 */
export async function restorableEntry(
  manager: EntityManager,
  runnable: RunnablePairs,
  algoKey: string,
  moment: { activationId: string } | { asOf: Date },
): Promise<AlgoActivation> {
  const entry =
    'asOf' in moment
      ? await entryAt(manager, algoKey, moment.asOf)
      : await manager.findOneBy(AlgoActivation, { algoKey, id: moment.activationId });
  if (!entry) throw new ActivationNotFoundError(algoKey, moment);
  if (entry.algoVersionId === null || entry.paramsId === null) {
    throw new NothingToRestoreError(algoKey, String(entry.id));
  }
  const params = await findParams(manager, entry.paramsId);
  await runnable.rejectUnlessRunnable(params.algoVersion!, params);
  return entry;
}

/**
 * The earlier entry that a rollback makes active again: the newest one before the current state whose pair is another one and
 * can be run here. A rollback leads back in history, so the next one continues from the entry that it restored; what was
 * rolled back is not among the earlier states.
 *
 * @param last the last entry of the key
 */
export async function rollbackTarget(
  manager: EntityManager,
  runnable: RunnablePairs,
  last: AlgoActivation,
): Promise<AlgoActivation | undefined> {
  let position = await stateOf(manager, last);
  for (;;) {
    const earlier = await manager.findOne(AlgoActivation, {
      where: { algoKey: last.algoKey, id: LessThan(position.id) },
      order: { id: 'DESC' },
    });
    if (!earlier) return undefined;
    position = await stateOf(manager, earlier);
    const isOther = position.algoVersionId !== last.algoVersionId || position.paramsId !== last.paramsId;
    if (isOther && (await isRunnable(manager, runnable, position))) return position;
  }
}

/** The entry itself, or the one that it restored by a rollback. */
async function stateOf(manager: EntityManager, entry: AlgoActivation): Promise<AlgoActivation> {
  let state = entry;
  while (state.kind === ActivationKind.ROLLBACK) {
    state = await manager.findOneByOrFail(AlgoActivation, { id: state.restoresId! });
  }
  return state;
}

async function isRunnable(
  manager: EntityManager,
  runnable: RunnablePairs,
  { paramsId }: AlgoActivation,
): Promise<boolean> {
  if (paramsId === null) return false;
  const params = await findParams(manager, paramsId);
  return runnable.isRunnable(params.algoVersion!, params);
}

/** With its version. */
export async function findParams(manager: EntityManager, id: string): Promise<AlgoParams> {
  const params = await manager.findOne(AlgoParams, { where: { id }, relations: { algoVersion: true } });
  if (!params) throw new ParamsNotFoundError(id);
  return params;
}
