import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { DEFAULT_PAGE } from '../contracts/page-limit.js';
import { isUuid } from '../contracts/uuid.js';
import { AlgoRun } from '../entities/algo-run.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';
import { askDatabase } from '../errors/ask-database.js';
import { checkInstant, checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { RunNotFoundError } from '../errors/run.errors.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { applyRunFilter, checkRunFilter, type RunFilter } from './run-filter.js';
import { RUN_STATISTICS, type VersionStatistics } from './run-statistics.js';

/** A run, with the names of what ran. */
export interface RunRecord {
  run: AlgoRun;
  algoKey: string;
  version: string;
}

export interface RunPage {
  /** The newest first. */
  records: RunRecord[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/** When a run started, to the microsecond, and its id. Through a Date, runs of one millisecond would get lost. */
const POSITION = `to_char(run.startedAt AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || run.id`;
const POSITION_FORM = /^(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z)_([0-9a-f-]{36})$/;

const LONGEST_WINDOW_MS = 31 * 86_400_000;

/**
 * Reads the record of runs.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RunLogService {
  constructor(@Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /**
   * Runs in the order in which they started, the newest first. A walk over the pages neither skips nor repeats a run
   * that was there when it began.
   *
   * @param page.limit runs in a page, 1 to 200, default 50
   * @param page.before `nextBefore` of the page before
   * @example
   * ```ts
   * const { records, nextBefore } = await runLog.listRuns({ algoKey: 'mastery', status: 'FAILED' }, { limit: 20 });
   * ```
   * @throws InvalidArgumentError naming the field
   */
  async listRuns(filter: RunFilter = {}, page: { limit?: number; before?: string } = {}): Promise<RunPage> {
    const { limit = DEFAULT_PAGE, before } = page;
    checkPageLimit(limit);
    const runs = applyRunFilter(this.runs(), checkRunFilter(filter))
      .addSelect(POSITION, 'position')
      .orderBy('run.startedAt', 'DESC')
      .addOrderBy('run.id', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) {
      const [, startedAt, id] = POSITION_FORM.exec(before) ?? [];
      if (!startedAt || !isUuid(id)) throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
      runs.andWhere('(run.startedAt, run.id) < (:startedAt::timestamptz, :id::uuid)', { startedAt, id });
    }
    const { entities, raw } = await askDatabase(() => runs.getRawAndEntities<RawRun>());
    const records = entities.map((run, index) => toRecord(run, raw[index]!)).slice(0, limit);
    return { records, nextBefore: entities.length > limit ? raw[limit - 1]!.position : null };
  }

  /**
   * A run as it is on record.
   *
   * @param options.userId whose run it must be: another's is not found
   * @throws RunNotFoundError when there is no such run
   */
  async getRun(runId: string, { userId }: { userId?: string } = {}): Promise<RunRecord> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    const runs = applyRunFilter(this.runs(), checkRunFilter({ userId })).andWhere('run.id = :runId', { runId });
    const { entities, raw } = await askDatabase(() => runs.getRawAndEntities<RawRun>());
    if (!entities[0]) throw new RunNotFoundError(runId);
    return toRecord(entities[0], raw[0]!);
  }

  /**
   * How the versions of a key fared in a window: those that ran in it, by name.
   *
   * @param window runs that started at `from` or later, and before `to`; at most 31 days
   * @throws InvalidArgumentError naming the field
   */
  async getStatistics(algoKey: string, window: { from: Date; to: Date }): Promise<VersionStatistics[]> {
    checkRunFilter({ algoKey });
    const from = checkInstant('from', window.from);
    const to = checkInstant('to', window.to);
    const length = to.getTime() - from.getTime();
    if (length <= 0) throw new InvalidArgumentError('to', 'must be after from');
    if (length > LONGEST_WINDOW_MS) throw new InvalidArgumentError('to', 'must be at most 31 days after from');
    return askDatabase(() => this.dataSource.query<VersionStatistics[]>(RUN_STATISTICS, [algoKey, from, to]));
  }

  private runs(): SelectQueryBuilder<AlgoRun> {
    return this.dataSource
      .createQueryBuilder(AlgoRun, 'run')
      .innerJoin(AlgoVersion, 'version', 'version.id = run.algoVersionId')
      .addSelect('version.algoKey', 'version_algo_key')
      .addSelect('version.version', 'version_version');
  }
}

interface RawRun {
  version_algo_key: string;
  version_version: string;
  position: string;
}

const toRecord = (run: AlgoRun, raw: RawRun): RunRecord => ({
  run,
  algoKey: raw.version_algo_key,
  version: raw.version_version,
});
