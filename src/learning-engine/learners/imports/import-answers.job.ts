import { Inject, Optional } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { Id } from '../../schema/value-rules.js';
import { NO_SET } from '../builder/build-projection.job.js';
import { BUILD_PROJECTION, IMPORT_ANSWERS } from '../builder/kinds.js';
import { type LearnerSettings } from '../learner-settings.js';
import { LEARNER_SETTINGS } from '../learners.tokens.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { holdReady } from '../make-ready.js';
import { ADD_REJECTS, COUNT_REJECTS, IMPORT_OF_JOB, READ_PART, REMOVE_PART } from './import.statements.js';
import { type LearnerAnswers } from './part.js';
import { recordPart } from './recorded-part.js';

const MOST_REASONS = 50;

class ImportAnswersArgs {
  @Id({ title: 'Import', description: 'Whose answers are recorded; it is ended by the service of imports alone.' })
  import_id: string;
}

type Facts = { source: string; rows: number; staged: number; parts: number };

type Cursor = Facts & {
  /** That comes next. */
  part: number;
  recorded: number;
  duplicate: number;
  voided: number;
};

/** A kind of reject, and how many lines are of it. */
type Reason = { outcome: 'invalid' | 'conflict' | 'quarantined' | 'erased'; reason: string; count: number };

/** Records the answers of an import, part by part; then the states of their learners are made by other jobs. */
@JobKind({
  kind: IMPORT_ANSWERS,
  description: 'Records the answers of an import.',
  args: ImportAnswersArgs,
})
export class ImportAnswersJob implements Job<ImportAnswersArgs, Cursor, readonly LearnerAnswers[]> {
  constructor(
    private readonly scope: EngineScope,
    private readonly live: LiveProjectionsCache,
    @Inject(LEARNER_SETTINGS) private readonly settings: LearnerSettings,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  async plan({ import_id }: ImportAnswersArgs, { jobId }: JobContext): Promise<JobPlan<Cursor>> {
    const [row] = await this.ask<{ found: Facts }>(IMPORT_OF_JOB, [import_id, jobId]);
    if (!row) throw new JobFailedError('The import is not of this job: end it by the service of imports.');
    return { total: row.found.staged, cursor: { ...row.found, part: 1, recorded: 0, duplicate: 0, voided: 0 } };
  }

  async work({ part }: Cursor, { import_id }: ImportAnswersArgs): Promise<readonly LearnerAnswers[]> {
    return (await this.ask<{ row: LearnerAnswers }>(READ_PART, [import_id, part])).map(({ row }) => row);
  }

  async write(
    learners: readonly LearnerAnswers[],
    cursor: Cursor,
    { import_id }: ImportAnswersArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    if (cursor.part > cursor.parts) return this.end(cursor, import_id, manager);
    await holdReady(manager, this.scope);
    const { recorded, duplicate, voided, rejects } = await recordPart(manager, cursor.source, learners, this.settings);
    if (rejects.length > 0) await manager.query(ADD_REJECTS, [import_id, JSON.stringify(rejects)]);
    await manager.query(REMOVE_PART, [import_id, cursor.part]);
    return {
      done: learners.reduce((sum, { answers }) => sum + answers.length, 0),
      cursor: {
        ...cursor,
        part: cursor.part + 1,
        recorded: cursor.recorded + recorded,
        duplicate: cursor.duplicate + duplicate,
        voided: cursor.voided + voided,
      },
    };
  }

  /** The answers of learners who were erased while they waited are gone: they are those that are missing in the sum. */
  private async end(
    { source, rows, recorded, duplicate, voided }: Cursor,
    importId: string,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const reasons = (await manager.query<{ row: Reason }[]>(COUNT_REJECTS, [importId])).map(({ row }) => row);
    const sumOf = (outcome: Reason['outcome']) =>
      reasons.reduce((sum, one) => sum + (one.outcome === outcome ? one.count : 0), 0);
    const [invalid, conflict, quarantined] = [sumOf('invalid'), sumOf('conflict'), sumOf('quarantined')];
    const erased = rows - recorded - duplicate - voided - invalid - conflict - quarantined;
    if (recorded + quarantined + voided > 0) await this.queueBuilds(manager);
    const counts = { rows, recorded, duplicate, voided, conflict, quarantined, invalid, erased };
    return { done: 0, result: { import_id: importId, source, ...counts, reasons: reasons.slice(0, MOST_REASONS) } };
  }

  private async queueBuilds(manager: EntityManager): Promise<void> {
    for (const { algoKey, version, paramsId, calibrationId, skillMapId } of await this.live.current()) {
      await this.jobs!.enqueueWithin(manager, BUILD_PROJECTION, {
        ...{ algo_key: algoKey, version, params_id: paramsId },
        ...{ calibration_id: calibrationId ?? NO_SET, skill_map_id: skillMapId ?? NO_SET },
      });
    }
  }

  private ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
