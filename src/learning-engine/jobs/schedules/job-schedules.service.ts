import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { storedInstant } from '../../database/entities/stored-instant.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { JobScheduleChangedError, JobScheduleNotFoundError } from '../../errors/job.errors.js';
import { canonicalJson } from '../../json/canonical-json.js';
import { checkJobContext } from '../job-context.js';
import { JobCatalog } from '../job-catalog.js';
import { JobConnections, rowsWithin } from '../job-connections.js';
import {
  changeOfRow,
  type JobSchedule,
  type JobScheduleChange,
  type JobScheduleDefinition,
  scheduleOfRow,
} from './job-schedule.js';
import {
  ADD_SCHEDULE,
  CHANGE_SCHEDULE,
  CLOCK,
  LIST_CHANGES,
  LIST_SCHEDULES,
  LOCK_SCHEDULE,
  READ_SCHEDULE,
} from './job-schedule.statements.js';
import { canBeFollowed, CatchUp, checkCron, nextOccurrence } from './occurrences.js';
import { ScheduleClock } from './schedule-clock.js';
import { isScheduleId, SCHEDULE_ID_RULE } from './schedule-id.js';
import { checkTimeZone } from './time-zone.js';

/** What a schedule is to do; see `JobScheduleDefinition`. */
export interface GivenJobSchedule {
  kind: string;
  /** Default: none. */
  args?: object;
  cron: string;
  timeZone: string;
  /** Default true. */
  enabled?: boolean;
  /** Default `once`. */
  catchUp?: CatchUp;
}

/** Who sets a schedule, and why. */
export interface SetJobScheduleOptions extends ChangeOptions<SetJobSchedule> {
  changedByUserId?: string | null;
  /** At most 1,000 characters that show as they are. */
  reason?: string | null;
  /**
   * The revision that the caller has seen, or `*` for any: nothing is changed where it is another one, or there is no schedule. `none`:
   * nothing is changed where there is one.
   */
  expectedRevision?: number | '*' | 'none' | null;
}

export interface SetJobSchedule {
  schedule: JobSchedule;
  isNew: boolean;
}

export interface JobSchedulePage {
  /** By their ids. */
  schedules: JobSchedule[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

export interface JobScheduleChangePage {
  /** The newest first. */
  changes: JobScheduleChange[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

const REVISION = /^\d{1,9}$/;
const ALL_REVISIONS = 2_147_483_647;

/**
 * Schedules of jobs. Workers queue a job for each occurrence; a schedule that is not wanted any more is disabled.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class JobSchedulesService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: JobConnections,
    private readonly catalog: JobCatalog,
    private readonly clock: ScheduleClock,
  ) {}

  /**
   * Creates a schedule, or sets one that is there. What is set as it was writes nothing. Occurrences that are due already get the jobs of
   * what was set before, unless the schedule is disabled; all later ones follow what is set here. What is disabled and otherwise left as it is
   * need not be valid any more: its kind may be gone.
   *
   * @param id its name, which the caller chooses
   * @example
   * ```ts
   * await schedules.set(
   *   'nightly-check',
   *   { kind: 'runs.verify-checksums', cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
   *   { reason: 'As agreed', changedByUserId },
   * );
   * ```
   * @throws InvalidArgumentError, JobKindNotRegisteredError, InvalidJobArgsError naming what is wrong; nothing is changed
   * @throws JobScheduleChangedError when `expectedRevision` is not that of the schedule; nothing is changed
   * @throws CallAbortedError when the signal was aborted in time; nothing is changed
   */
  async set(id: string, given: GivenJobSchedule, options: SetJobScheduleOptions = {}): Promise<SetJobSchedule> {
    if (!isScheduleId(id)) throw new InvalidArgumentError('scheduleId', SCHEDULE_ID_RULE);
    const { changedByUserId = null, reason = null, expectedRevision = null } = options;
    const checked = (): JobScheduleDefinition => {
      const definition = this.checked(given);
      checkJobContext(this.catalog.get(definition.kind).definition, { changedByUserId }, reason);
      return definition;
    };
    const disabled = (former: JobSchedule | undefined): JobScheduleDefinition => {
      if (!former || !isWorkOf(former, given)) return checked();
      const known = this.catalog.list().find(({ kind }) => kind === former.kind);
      checkJobContext(known ?? former, { changedByUserId }, reason);
      return { ...former, enabled: false, catchUp: checkCatchUp(given.catchUp) };
    };
    const enabled = given.enabled === false ? undefined : checked();
    const set = async (manager: EntityManager): Promise<SetJobSchedule> => {
      const former = await this.locked(manager, id);
      if (!isAsExpected(former, expectedRevision)) {
        throw new JobScheduleChangedError(id, former?.revision ?? null);
      }
      const definition = enabled ?? disabled(former);
      if (former && isSame(former, definition)) return { schedule: former, isNew: false };
      const [text, isNew] = former ? [CHANGE_SCHEDULE, false] : [ADD_SCHEDULE, true];
      const nextAt = definition.enabled ? await this.nextOf(manager, definition, former) : null;
      const values = [this.tenant, id, ...valuesOf(definition), changedByUserId, reason, nextAt];
      const [row] = await rowsWithin<JobSchedule>(manager, text, values);
      return row ? { schedule: scheduleOfRow(row), isNew } : set(manager); // another caller has just created it
    };
    return changeInTransaction(this.scope.dataSource, set, options);
  }

  /** @throws JobScheduleNotFoundError */
  async get(id: string): Promise<JobSchedule> {
    const [row] = isScheduleId(id) ? await this.connections.query<JobSchedule>(READ_SCHEDULE, [this.tenant, id]) : [];
    if (!row) throw new JobScheduleNotFoundError(String(id));
    return scheduleOfRow(row);
  }

  /**
   * Schedules by their ids, also those that are disabled.
   *
   * @param page.limit schedules in a page, 1 to 200, default 50
   * @throws InvalidArgumentError naming the field
   */
  async list({ limit = DEFAULT_PAGE, after = '' }: { limit?: number; after?: string } = {}): Promise<JobSchedulePage> {
    checkPageLimit(limit);
    if (after !== '' && !isScheduleId(after))
      throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
    const rows = await this.connections.query<JobSchedule>(LIST_SCHEDULES, [this.tenant, after, limit + 1]);
    const schedules = rows.slice(0, limit).map(scheduleOfRow);
    return { schedules, nextAfter: rows.length > limit ? schedules.at(-1)!.id : null };
  }

  /**
   * What was set, by whom and why, the newest first. Changes are kept.
   *
   * @param page.limit changes in a page, 1 to 200, default 50
   * @throws JobScheduleNotFoundError, InvalidArgumentError naming the field
   */
  async getChanges(
    id: string,
    { limit = DEFAULT_PAGE, after }: { limit?: number; after?: string } = {},
  ): Promise<JobScheduleChangePage> {
    checkPageLimit(limit);
    if (after !== undefined && !REVISION.test(after)) {
      throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
    }
    await this.get(id);
    const before = after === undefined ? ALL_REVISIONS : Number(after);
    const rows = await this.connections.query<JobScheduleChange>(LIST_CHANGES, [this.tenant, id, before, limit + 1]);
    const changes = rows.slice(0, limit).map(changeOfRow);
    return { changes, nextAfter: rows.length > limit ? String(changes.at(-1)!.revision) : null };
  }

  private get tenant(): string {
    return this.scope.name.tenant;
  }

  private checked(given: GivenJobSchedule): JobScheduleDefinition {
    const { kind, args = {}, enabled = true } = given;
    const known = this.catalog.get(kind);
    const checkedArgs = this.catalog.argsOf(known, args);
    const [cron, timeZone] = [checkCron(given.cron), checkTimeZone(given.timeZone)];
    if (typeof enabled !== 'boolean') throw new InvalidArgumentError('enabled', 'must be true or false');
    return { kind, args: checkedArgs, cron, timeZone, enabled, catchUp: checkCatchUp(given.catchUp) };
  }

  /** When a schedule that is set now is to be followed next. What was due before gets the jobs of what was set before. */
  private async nextOf(
    manager: EntityManager,
    definition: JobScheduleDefinition,
    former: JobSchedule | undefined,
  ): Promise<Date> {
    const [row] = await rowsWithin<{ now: unknown }>(manager, CLOCK, []);
    const now = storedInstant(row!.now);
    const { nextAt } = former ?? {};
    // What no worker could follow has nothing to keep, and must not be in the way of what mends it.
    if (former && nextAt && canBeFollowed(former))
      await this.clock.queueOccurrences(manager, { ...former, nextAt }, now);
    return nextOccurrence(definition, now);
  }

  private async locked(manager: EntityManager, id: string): Promise<JobSchedule | undefined> {
    const [row] = await rowsWithin<JobSchedule>(manager, LOCK_SCHEDULE, [this.tenant, id]);
    return row && scheduleOfRow(row);
  }
}

const valuesOf = ({ kind, args, cron, timeZone, enabled, catchUp }: JobScheduleDefinition): unknown[] => [
  ...[kind, args, cron, timeZone, enabled, catchUp],
];

const isSame = (one: JobScheduleDefinition, other: JobScheduleDefinition): boolean =>
  canonicalJson(valuesOf(one) as never) === canonicalJson(valuesOf(other) as never);

/** Whether a schedule is to do the same, at the same times. */
const isWorkOf = ({ kind, args, cron, timeZone }: JobSchedule, given: GivenJobSchedule): boolean =>
  isDeepStrictEqual([kind, args, cron, timeZone], [given.kind, given.args ?? {}, given.cron, given.timeZone]);

function checkCatchUp(catchUp: CatchUp = CatchUp.once): CatchUp {
  if (Object.hasOwn(CatchUp, catchUp)) return catchUp;
  throw new InvalidArgumentError('catchUp', `must be one of ${Object.keys(CatchUp).join(', ')}`);
}

function isAsExpected(former: JobSchedule | undefined, expected: number | '*' | 'none' | null): boolean {
  if (expected === null) return true;
  if (expected === 'none') return former === undefined;
  return former !== undefined && (expected === '*' || former.revision === expected);
}
