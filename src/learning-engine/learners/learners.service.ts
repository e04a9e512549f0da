import { Injectable } from '@nestjs/common';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { EngineScope } from '../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { checkTimeZone } from '../jobs/schedules/time-zone.js';
import { checkGroupIds, LearnerGroups } from './learner-groups.js';
import { checkWho } from './change-options.js';
import { checkLearnerId } from './learner-id.js';
import { type LearnerMerge, type MadeMerge, type MergeOptions } from './merges/learner-merge.js';
import { LearnerMerges } from './merges/learner-merges.js';
import { LearnerConnections } from './learner-connections.js';
import { type Erasure, erasuresIn, mergedWithOthers, notErased } from './personal/erasures.js';
import { LearnerExport } from './personal/learner-export.js';
import { setTimeZone } from './time-zones.js';

/** Learners as persons. */
@Injectable()
export class LearnersService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly groups: LearnerGroups,
    private readonly exports: LearnerExport,
    private readonly merges: LearnerMerges,
    private readonly connections: LearnerConnections,
  ) {}

  /**
   * Whether a learner belongs to one of some groups: an answer of theirs that counts names it.
   *
   * @throws InvalidArgumentError unless `learnerId` is a UUID and each group a text
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async isInGroups(learnerId: string, groupIds: readonly string[]): Promise<boolean> {
    return this.groups.have(checkLearnerId(learnerId), checkGroupIds(groupIds));
  }

  /**
   * Says in which time zone a learner lives: by its days the page of the learner counts what becomes due. Without one, those of the
   * answer recorded last that has a `day_offset_minutes` count. One who was not known is known from then on; of accounts that are merged
   * it is that of the person. States do not depend on it.
   *
   * @param timeZone of the IANA database, such as Europe/Berlin; null for none
   * @throws InvalidArgumentError unless `learnerId` is a UUID, and the zone one that is known here and in the database
   * @throws LearnerErasedError when the learner was erased; in each case nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async setTimeZone(learnerId: string, timeZone: string | null, options: ChangeOptions<void> = {}): Promise<void> {
    const id = checkLearnerId(learnerId);
    const zone = timeZone === null ? null : checkTimeZone(timeZone);
    await changeInTransaction(this.scope.dataSource, (manager) => setTimeZone(manager, id, zone), options);
  }

  /**
   * All that is kept of a person, as lines of JSON: one of the person and the time, `{ table, row }` for each row of
   * `PERSONAL_TABLES` and of the host's `personalTables`, and at last `{ rows, complete: true }`. It is read page by page as it is
   * asked for, so a row that changes meanwhile is there as it was before or after.
   *
   * @example
   * ```ts
   * for await (const lines of await learners.export(learnerId)) file.write(lines);
   * ```
   * @returns one or more whole lines at a time
   * @throws LearnerErasedError when the learner was erased
   * @throws InvalidArgumentError unless `learnerId` is a UUID
   * @throws DatabaseUnavailableError when the database cannot do its part; while it is read, too
   */
  async export(learnerId: string): Promise<AsyncIterable<string>> {
    return this.exports.of(checkLearnerId(learnerId));
  }

  /**
   * Makes two accounts one person: from now on `intoId` answers for both, by the answers of both logs, and what is sent or asked for
   * `fromId` is theirs. No entry moves, and each that comes stays in the log of the account that it was sent for: so `unmerge` leaves
   * each with what it had, and what was recorded for it meanwhile. Of an event that both have, that of `intoId` counts; an answer with
   * the event id of one of the other account is recorded for neither.
   *
   * @throws InvalidArgumentError naming what is wrong: an id, the reason, or twice the same learner
   * @throws LearnerNotFoundError when nothing was ever recorded for one of them
   * @throws LearnerMergedError when one of them is merged into another already
   * @throws LearnerErasedError when one of them was erased; in each case nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async merge(fromId: string, intoId: string, options: MergeOptions<MadeMerge>): Promise<MadeMerge> {
    const [from, into] = [checkLearnerId(fromId), checkLearnerId(intoId)];
    if (from === into) throw new InvalidArgumentError('intoId', 'must be another learner');
    return this.merges.merge(from, into, checkWho(options), options);
  }

  /**
   * Undoes a merge: each account answers for itself again, by its own log, with what was recorded for it meanwhile. Those who had been
   * merged into it before stay merged into it.
   *
   * @param intoId into whom it was merged, where the caller wants to be sure
   * @throws LearnerNotMergedError when they are not merged, or not into `intoId`
   * @throws LearnerErasedError, InvalidArgumentError, CallAbortedError, DatabaseUnavailableError as `merge`
   */
  async unmerge(fromId: string, { intoId, ...options }: MergeOptions & { intoId?: string }): Promise<LearnerMerge> {
    const into = intoId === undefined ? undefined : checkLearnerId(intoId);
    return this.merges.unmerge(checkLearnerId(fromId), into, checkWho(options), options);
  }

  /**
   * The merges of a learner, in which they were merged or another one into them, those that were undone, too: the newest 200, newest
   * first.
   *
   * @throws InvalidArgumentError unless `learnerId` is a UUID
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async listMerges(learnerId: string): Promise<LearnerMerge[]> {
    return this.merges.list(checkLearnerId(learnerId));
  }

  /**
   * Erases a learner: their answers, states, positions and the answers to their requests go, and records of runs do not name
   * them any more. The id stays, with the time of the erasure, and nothing is recorded for it again. Accounts that are merged are
   * one person: all of them are erased. May be repeated.
   *
   * @throws InvalidArgumentError unless `learnerId` is a UUID
   * @throws CallAbortedError when the signal was aborted in time; nothing is erased
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async erase(learnerId: string, options: ChangeOptions<void> = {}): Promise<void> {
    const id = checkLearnerId(learnerId);
    await changeInTransaction(
      this.scope.dataSource,
      async (manager) => {
        await manager.query('SELECT erase_learner($1)', [id]);
      },
      options,
    );
  }

  /**
   * All learners who were erased, by their ids: to be kept apart from backups, because a backup knows of those only who were erased
   * before it.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part; while it is read, too
   */
  erasures(): AsyncIterable<Erasure> {
    return erasuresIn(this.connections);
  }

  /**
   * Those of some learners who are not erased here: after the restore of a backup, whom `applyErasures` would erase again.
   *
   * @throws InvalidArgumentError unless each id is a UUID
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async notErased(learnerIds: readonly string[]): Promise<string[]> {
    return notErased(this.connections, learnerIds.map(checkLearnerId));
  }

  /**
   * Erases learners again whom a restored backup has brought back, and what it has brought back of those who are erased. May be
   * repeated. Give all of them at once: one who is merged, in the backup, with an account that is not among them is taken apart from it
   * first, and that account stays.
   *
   * @returns how many were erased now, who were not before
   * @throws InvalidArgumentError unless each id is a UUID; nothing is erased
   * @throws DatabaseUnavailableError when the database cannot do its part: those before are erased
   */
  async applyErasures(learnerIds: readonly string[]): Promise<number> {
    const ids = learnerIds.map(checkLearnerId);
    const who = { actorId: null, reason: 'Taken apart before an erasure that was applied after a restore.' };
    for (const id of await mergedWithOthers(this.connections, ids)) await this.merges.unmerge(id, undefined, who, {});
    const present = await this.notErased(ids);
    for (const id of ids) await this.erase(id);
    return present.length;
  }
}
