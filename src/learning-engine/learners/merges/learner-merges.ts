import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { RunTrigger } from '../../domain/run-trigger.js';
import {
  LearnerErasedError,
  LearnerMergedError,
  LearnerNotFoundError,
  LearnerNotMergedError,
} from '../../errors/learner.errors.js';
import { compareTexts } from '../../kit/order.js';
import { tellOfEnd } from '../../runs/ended-run.js';
import { missingReference } from '../../runs/missing-reference.js';
import { type RecordedRun } from '../../runs/recorded-run.js';
import { planFolds } from '../fold-plan.js';
import { type LearnerChange, writeChanges } from '../learner-changes.js';
import { askWithin, LearnerConnections } from '../learner-connections.js';
import { type Head, readHeads } from '../learner-heads.js';
import { readLogs } from '../learner-log.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { type LearnerMerge, type MadeMerge } from './learner-merge.js';
import {
  ADD_MERGE,
  COMPARE_LOGS,
  FORGET_POSITIONS,
  FORGET_STATES,
  LIST_MERGES,
  LOCK_NAME,
  LOCK_PERSONS,
  MARK_MERGED,
  MARK_UNMERGED,
  type MergeJson,
  UNDO_MERGE,
} from './merge.statements.js';

/** Who changes something, and why. */
interface Who {
  actorId: string | null;
  reason: string;
}

type Compared = Pick<MadeMerge, 'duplicates' | 'conflicts' | 'conflictingEventIds'>;

const MOST_MERGES = 200;

/**
 * Makes accounts one person, and undoes it. No entry moves: each stays in the log of its account. What changes is whose logs states
 * are made of, so these are made anew, in the same transaction.
 */
@Injectable()
export class LearnerMerges {
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: LearnerConnections,
    private readonly projections: LiveProjectionsCache,
  ) {}

  async merge(
    from: string,
    into: string,
    { actorId, reason }: Who,
    options: ChangeOptions<MadeMerge>,
  ): Promise<MadeMerge> {
    return this.change(async (manager) => {
      const heads = await this.inHand(manager, [from, into]);
      for (const id of [from, into]) checkApart(heads.get(id)!);
      const [found] = await manager.query<{ compared: Compared }[]>(COMPARE_LOGS, [from, into]);
      const { duplicates, conflicts, conflictingEventIds } = found!.compared;
      await manager.query(MARK_MERGED, [from, into]);
      const values = [from, into, duplicates, conflicts, actorId, reason];
      const [row] = await manager.query<{ merge: MergeJson }[]>(ADD_MERGE, values);
      const runs = await this.foldAnew(manager, [from, into], [into]);
      return { result: { ...mergeOf(row!), conflictingEventIds }, runs };
    }, options);
  }

  /** @param into into whom they were merged, as the caller knows it; undefined for anybody */
  async unmerge(
    from: string,
    into: string | undefined,
    { actorId, reason }: Who,
    options: ChangeOptions<LearnerMerge>,
  ): Promise<LearnerMerge> {
    return this.change(async (manager) => {
      const person = await this.personInHand(manager, from);
      const [row] = await manager.query<{ merge: MergeJson }[]>(UNDO_MERGE, [from, actorId, reason]);
      const undone = row && mergeOf(row);
      if (!person || !undone || (into !== undefined && undone.intoId !== into))
        throw new LearnerNotMergedError(from, into);
      await manager.query(MARK_UNMERGED, [from]);
      const runs = await this.foldAnew(manager, [from, person], [from, person]);
      return { result: undone, runs };
    }, options);
  }

  async list(id: string): Promise<LearnerMerge[]> {
    return (await this.connections.query<{ merge: MergeJson }>(LIST_MERGES, [id, MOST_MERGES])).map(mergeOf);
  }

  private async change<T>(
    work: (manager: EntityManager) => Promise<{ result: T; runs: readonly RecordedRun[] }>,
    options: ChangeOptions<T>,
  ): Promise<T> {
    let runs: readonly RecordedRun[] = [];
    try {
      const changed = async (manager: EntityManager): Promise<T> => {
        const done = await work(manager);
        ({ runs } = done);
        return done.result;
      };
      const result = await changeInTransaction(this.scope.dataSource, changed, options);
      for (const run of runs) tellOfEnd(this.scope.name, run);
      return result;
    } catch (error) {
      throw missingReference(error) ?? error;
    }
  }

  /** Locks persons until the end of the transaction, in the order in which all writers of several learners do. */
  private async inHand(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Head>> {
    const names = [...ids].sort(compareTexts).map((id) => `${this.scope.lockPrefix}learner:${id}`);
    for (const name of names) await manager.query(LOCK_NAME, [name]);
    await manager.query(LOCK_PERSONS, [ids]);
    return readHeads(
      askWithin(manager),
      ids.map((id) => ({ id, eventIds: [], scopes: new Map() })),
    );
  }

  /** The person to whom an account belongs, both locked; null for one who was not merged. */
  private async personInHand(manager: EntityManager, id: string): Promise<string | null> {
    const [head] = (await readHeads(askWithin(manager), [{ id, eventIds: [], scopes: new Map() }])).values();
    if (head!.isErased) throw new LearnerErasedError(id);
    for (let person = head!.mergedInto; person !== null;) {
      const { mergedInto, isErased } = (await this.inHand(manager, [id, person])).get(id)!;
      if (isErased) throw new LearnerErasedError(id);
      if (mergedInto === person) return person;
      person = mergedInto; // it was merged on, or not any more, while the locks were waited for
    }
    return null;
  }

  /** Makes the states of persons anew. Of accounts that have been merged, none are left. */
  private async foldAnew(
    manager: EntityManager,
    changed: readonly string[],
    persons: readonly string[],
  ): Promise<RecordedRun[]> {
    for (const statement of [FORGET_STATES, FORGET_POSITIONS]) await manager.query(statement, [changed]);
    const ask = askWithin(manager);
    const all = await this.projections.current();
    const heads = await readHeads(
      ask,
      persons.map((id) => ({ id, eventIds: [], scopes: new Map() })),
    );
    const logs = await readLogs(ask, heads.values());
    const changes = [...heads.values()].map((head): LearnerChange => {
      const folds = planFolds(head, all, [], logs.get(head.id))!;
      return { head, entries: [], folds, trigger: RunTrigger.MANUAL, inbox: [] };
    });
    const written = await writeChanges(ask, changes, all);
    if (written.size < changes.length) throw new TypeError('A person who is in hand was changed.');
    return [...written.values()].flatMap(({ runs }) => runs);
  }
}

/** @throws LearnerErasedError, LearnerNotFoundError, LearnerMergedError unless the learner is one of their own */
function checkApart({ id, isErased, revision, mergedInto }: Head): void {
  if (isErased) throw new LearnerErasedError(id);
  if (revision === null) throw new LearnerNotFoundError(id);
  if (mergedInto !== null) throw new LearnerMergedError(id, mergedInto);
}

const mergeOf = ({ merge }: { merge: MergeJson }): LearnerMerge => ({
  ...merge,
  mergedAt: new Date(merge.mergedAt),
  undoneAt: merge.undoneAt === null ? null : new Date(merge.undoneAt),
});
