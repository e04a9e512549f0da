import { Injectable, Optional } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type ImportedRow } from '../../answer-files/imported-row.js';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction, inTransaction } from '../../database/retry/in-transaction.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { isUuid, newRunId } from '../../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { ImportNotFoundError, ImportOutOfStepError, JobsNotSetUpError } from '../../errors/learner.errors.js';
import { rowsWithin } from '../../jobs/job-connections.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type EnqueueOptions, JobsService } from '../../jobs/jobs.service.js';
import { IMPORT_ANSWERS } from '../builder/kinds.js';
import { type AnswerImport, importOfRow, type RejectedLine } from './answer-import.js';
import {
  ADD_ANSWERS,
  ADD_REJECTS,
  ADVANCE_IMPORT,
  CLOSE_IMPORT,
  COUNT_RECORDED,
  DROP_ABANDONED,
  DROP_EMPTY,
  DROP_IMPORT,
  DROP_LEFT_OVER,
  DROP_OLD,
  ERASED_OF,
  LIST_IMPORTS,
  OPEN_IMPORT,
  READ_IMPORT,
  RECORDED_OF,
  REJECTS_AFTER,
  UNFINISHED_IMPORT,
} from './import.statements.js';
import { learnerOf } from './external-id.js';
import { Part } from './part.js';

const SOURCE = /^[A-Za-z0-9._~-]{1,100}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** What answers are imported from. */
export interface ImportOptions {
  /** SHA-256 of it, in hexadecimal digits: with it, what has changed meanwhile is not taken for the rest. */
  digest?: string | null;
  createdByUserId?: string | null;
}

/**
 * Imports of answers from other systems. An import is begun, its rows are handed over, in one call or in several, and then a job
 * records them: each once, however often it is imported.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class ImportsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  /**
   * Begins an import; or answers the one of this source that was not handed over to its end, or that its job has not ended.
   *
   * @param source the system that the answers are from, as letters, digits and . _ ~ -: learners of other systems, and answers without
   * an id, are named by it
   * @throws ImportOutOfStepError when one of this source is not at its end, and is of something else
   * @throws JobsNotSetUpError in a host without JobsModule
   * @throws InvalidArgumentError naming the argument
   */
  async begin(source: string, { digest = null, createdByUserId = null }: ImportOptions = {}): Promise<AnswerImport> {
    if (!this.jobs) throw new JobsNotSetUpError();
    checkSource(source);
    if (digest !== null && !DIGEST.test(digest)) throw new InvalidArgumentError('digest', 'must be a SHA-256');
    if (createdByUserId !== null && !isUuid(createdByUserId)) {
      throw new InvalidArgumentError('createdByUserId', 'must be a UUID');
    }
    return inTransaction(this.scope.dataSource, async (manager) => {
      for (const statement of [DROP_ABANDONED, DROP_LEFT_OVER, DROP_OLD]) await manager.query(statement);
      await manager.query(DROP_EMPTY, [source, digest]);
      const values = [newRunId(), source, digest, createdByUserId];
      const find = async () => (await manager.query<AnswerImport[]>(UNFINISHED_IMPORT, [source]))[0];
      const found = (await find()) ?? (await manager.query<AnswerImport[]>(OPEN_IMPORT, values))[0] ?? (await find());
      const begun = importOfRow(found!);
      if (begun.digest === digest) return begun;
      throw outOfStep(
        begun,
        'an import of something else is not at its end. End it with what it was begun with, or drop it.',
      );
    });
  }

  /**
   * Takes the next rows of an import, part by part: those of parts that were taken stay when a later one fails.
   *
   * @param after the last line that was taken before
   * @param admits says whether anything may be recorded of a learner
   * @throws ImportOutOfStepError when other lines were taken meanwhile, or its job has them
   */
  async take(
    importId: string,
    rows: AsyncIterable<ImportedRow>,
    after: number,
    admits?: (learnerId: string) => Promise<boolean>,
  ): Promise<AnswerImport> {
    const found = await this.get(importId);
    let through = after;
    let part = new Part(found.source);
    const write = async () => {
      const refused = await refusedOf(part.learnerIds, admits);
      await this.write(found, part, through, refused);
      through = part.throughLine;
      part = new Part(found.source);
    };
    for await (const row of rows) {
      if (row.line <= after) continue;
      part.add(row);
      if (part.isFull) await write();
    }
    if (part.throughLine > 0) await write();
    return this.get(importId);
  }

  /**
   * Queues the job that records what was handed over.
   *
   * @throws ImportOutOfStepError when it was queued before, or the import was dropped
   * @throws InvalidArgumentError when nothing was handed over
   */
  async end(importId: string, options: EnqueueOptions = {}): Promise<JobRun> {
    const found = await this.get(importId);
    if (found.rows === 0)
      throw new InvalidArgumentError('answers', 'must be at least one line of answers: there is none');
    const queue = async (manager: EntityManager): Promise<JobRun> => {
      const job = await this.jobs!.enqueueWithin(manager, IMPORT_ANSWERS, { import_id: importId }, options);
      const closed = await rowsWithin(manager, CLOSE_IMPORT, [importId, job.id]);
      if (closed.length === 0) throw outOfStep(found, 'it was ended or dropped meanwhile.');
      return job;
    };
    return changeInTransaction(this.scope.dataSource, queue, options);
  }

  /** @throws ImportNotFoundError */
  async get(importId: string): Promise<AnswerImport> {
    if (!isUuid(importId)) throw new ImportNotFoundError(String(importId));
    const [row] = await this.ask<AnswerImport>(READ_IMPORT, [importId]);
    if (!row) throw new ImportNotFoundError(importId);
    return importOfRow(row);
  }

  /**
   * Imports, the newest first.
   *
   * @param limit 1 to 200, default 50
   */
  async list(source: string | null = null, limit = DEFAULT_PAGE): Promise<AnswerImport[]> {
    if (source !== null) checkSource(source);
    checkPageLimit(limit);
    return (await this.ask<AnswerImport>(LIST_IMPORTS, [source, limit])).map(importOfRow);
  }

  /**
   * The lines that were not recorded as answers that count, in their order.
   *
   * @param page.after the last line of the page before
   * @param page.limit 1 to 200, default 50
   */
  async rejects(importId: string, page: { after?: number; limit?: number } = {}): Promise<RejectedLine[]> {
    const { after = 0, limit = DEFAULT_PAGE } = page;
    checkPageLimit(limit);
    await this.get(importId);
    const rows = await this.ask<RejectedLine>(REJECTS_AFTER, [importId, after, limit]);
    return rows.map((row) => ({ ...row, line: Number(row.line) }));
  }

  /** How many answers of learners of a source are in the log, by what the source calls them; they count or not. */
  async countRecorded(source: string, learners: readonly string[]): Promise<Map<string, number>> {
    const ids = learners.map((learner) => learnerOf(source, learner).id);
    const rows = await this.ask<{ id: string; count: number }>(COUNT_RECORDED, [source, ids]);
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return new Map(learners.map((learner, index) => [learner, counts.get(ids[index]!) ?? 0]));
  }

  /**
   * Drops an import that was not handed over to its end, with all that was. One whose job was queued is cancelled by that.
   *
   * @throws ImportNotFoundError, ImportOutOfStepError; nothing is changed
   */
  async drop(importId: string, options: ChangeOptions<void> = {}): Promise<void> {
    const found = await this.get(importId);
    await changeInTransaction(
      this.scope.dataSource,
      async (manager) => {
        const dropped = await rowsWithin(manager, DROP_IMPORT, [importId]);
        if (dropped.length === 0) throw outOfStep(found, `it has a job: cancel that, or wait for its end.`);
      },
      options,
    );
  }

  private async write(found: AnswerImport, part: Part, after: number, refused: string[]): Promise<void> {
    await inTransaction(this.scope.dataSource, async (manager) => {
      if (part.voided.length > 0) {
        const known = await manager.query<{ id: string; learners: string[] }[]>(RECORDED_OF, [
          found.source,
          part.voided,
        ]);
        part.resolve(new Map(known.map(({ id, learners }) => [id, learners])));
      }
      const erased = await manager.query<{ id: string }[]>(ERASED_OF, [part.learnerIds]);
      const { learners, answers, rejects } = part.without(new Set([...refused, ...erased.map(({ id }) => id)]));
      const values = [found.id, after, part.throughLine, part.rows, answers];
      const [row] = await rowsWithin<{ parts: number }>(manager, ADVANCE_IMPORT, values);
      if (!row) throw outOfStep(found, 'other lines of it were taken meanwhile, or it was ended.');
      if (rejects.length > 0) await manager.query(ADD_REJECTS, [found.id, JSON.stringify(rejects)]);
      await manager.query(ADD_ANSWERS, [found.id, row.parts, JSON.stringify(learners)]);
    });
  }

  private ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}

async function refusedOf(
  learnerIds: readonly string[],
  admits: (learnerId: string) => Promise<boolean> = () => Promise.resolve(true),
): Promise<string[]> {
  const refused: string[] = [];
  for (const id of learnerIds) if (!(await admits(id))) refused.push(id);
  return refused;
}

const outOfStep = ({ id, source, throughLine }: AnswerImport, problem: string) =>
  new ImportOutOfStepError(
    source,
    throughLine,
    `Import ${id} of ${source} has the lines through ${throughLine}: ${problem}`,
  );

/** @throws InvalidArgumentError */
function checkSource(source: unknown): void {
  if (typeof source === 'string' && SOURCE.test(source)) return;
  throw new InvalidArgumentError('source', 'must be 1 to 100 letters, digits and . _ ~ -');
}
