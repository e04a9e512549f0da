import { Injectable } from '@nestjs/common';
import { EngineScope } from '../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { checkGroupIds, LearnerGroups } from './learner-groups.js';
import { checkLearnerId } from './learner-id.js';
import { LearnerExport } from './personal/learner-export.js';

/** Learners as persons. */
@Injectable()
export class LearnersService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly groups: LearnerGroups,
    private readonly exports: LearnerExport,
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
   * Erases a learner: their answers, states, positions and the answers to their requests go, and records of runs do not name
   * them any more. The id stays, with the time of the erasure, and nothing is recorded for it again. May be repeated.
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
}
