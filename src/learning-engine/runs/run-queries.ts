import { Injectable } from '@nestjs/common';
import { EngineScope } from '../database/engine-scope.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { isUuid } from '../domain/uuid.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { checkPageLimit, checkWindow, InvalidArgumentError } from '../errors/input.errors.js';
import { RunNotFoundError } from '../errors/run.errors.js';
import { checkRunFilter, type RunFilter } from './run-filter.js';
import { listRuns, READ_RECORD } from './run-queries.statements.js';
import { runOfRow } from './run.table.js';
import { checkPosition } from './run-position.js';
import {
  PERIOD_MS,
  type PeriodStatistics,
  RUN_STATISTICS,
  RUN_STATISTICS_OVER_TIME,
  StatisticsPeriod,
  type VersionStatistics,
} from './run-statistics.js';

/** So many hours are read at a glance, and an answer stays small. */
const LONGEST_BY_HOUR_MS = 7 * PERIOD_MS.day;

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

/**
 * Reads the record of runs.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RunQueries {
  /** @internal Nest makes it. */
  constructor(private readonly scope: EngineScope) {}

  /**
   * Runs in the order in which they started, the newest first. A page has fewer than its limit where the next run would take
   * its summaries and error messages beyond 8 MiB, as PostgreSQL writes them. A walk over the pages neither skips nor repeats a run
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
    const position = before === undefined ? undefined : checkPosition(before);
    const { text, values } = listRuns(checkRunFilter(filter), position, limit + 1);
    const rows = await queryWithRetry(() => this.scope.dataSource.query<PositionedRow[]>(text, values));
    const shown = rows.slice(0, limit);
    const isLast = rows[0] === undefined || rows[0].found === shown.length;
    return {
      records: shown.map(({ position: _position, found: _found, ...row }) => recordOf(row)),
      nextBefore: isLast ? null : shown.at(-1)!.position,
    };
  }

  /**
   * A run record.
   *
   * @param options.userId whose run it must be: another's is not found
   * @throws RunNotFoundError when there is no such run
   */
  async getRun(runId: string, { userId }: { userId?: string } = {}): Promise<RunRecord> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    checkRunFilter({ userId });
    const [row] = await queryWithRetry(() =>
      this.scope.dataSource.query<RunRow[]>(READ_RECORD, [runId, userId ?? null]),
    );
    if (!row) throw new RunNotFoundError(runId);
    return recordOf(row);
  }

  /**
   * How the versions of a key fared in a window: those that ran in it, by name.
   *
   * @param window runs that started at `from` or later, and before `to`; at most 31 days
   * @throws InvalidArgumentError naming the field
   */
  async getStatistics(algoKey: string, window: { from: Date; to: Date }): Promise<VersionStatistics[]> {
    checkRunFilter({ algoKey });
    const { from, to } = checkWindow(window);
    return queryWithRetry(() => this.scope.dataSource.query<VersionStatistics[]>(RUN_STATISTICS, [algoKey, from, to]));
  }

  /**
   * The same for each hour or day of a window, counted from its beginning on; those in which a version did not run are left out.
   *
   * @param window as in `getStatistics`
   * @param window.by how long a period is; an hour in windows of at most 7 days
   * @returns the oldest period first, and in each the versions by name
   * @throws InvalidArgumentError naming the field
   */
  async getStatisticsOverTime(
    algoKey: string,
    { by, ...window }: { from: Date; to: Date; by: StatisticsPeriod },
  ): Promise<PeriodStatistics[]> {
    checkRunFilter({ algoKey });
    const { from, to } = checkWindow(window);
    const periods = Object.values(StatisticsPeriod);
    if (!periods.includes(by)) throw new InvalidArgumentError('by', `must be one of ${periods.join(', ')}`);
    if (by === StatisticsPeriod.HOUR && to.getTime() - from.getTime() > LONGEST_BY_HOUR_MS) {
      throw new InvalidArgumentError('by', 'must be day in a window of more than 7 days');
    }
    const values = [algoKey, from, to, PERIOD_MS[by] / 1000];
    const rows = await queryWithRetry(() =>
      this.scope.dataSource.query<(VersionStatistics & { period: number })[]>(RUN_STATISTICS_OVER_TIME, values),
    );
    return rows.map(({ period, ...statistics }) => ({
      ...{ from: new Date(from.getTime() + period * PERIOD_MS[by]), ...statistics },
    }));
  }
}

interface RunRow extends AlgoRun {
  algoKey: string;
  version: string;
}

interface PositionedRow extends RunRow {
  position: string;
  /** How many runs were found for the page, and one more if there is one. */
  found: number;
}

const recordOf = ({ algoKey, version, ...run }: RunRow): RunRecord => ({ run: runOfRow(run), algoKey, version });
