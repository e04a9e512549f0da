import { Injectable } from '@nestjs/common';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { isUuid } from '../../domain/uuid.js';
import { CannotEvaluateError, EvaluationNotFoundError } from '../../errors/evidence.errors.js';
import { checkInstant, InvalidArgumentError } from '../../errors/input.errors.js';
import { JobNotFoundError } from '../../errors/job.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { type CandidateFilter, checkList, pageOf, type ReportPage } from '../candidate-filter.js';
import { FoldingPairs } from '../folding-pairs.js';
import { isSample, SAMPLE_REASON } from '../previews/preview-args.js';
import { type EvaluationReport } from './evaluation-report.js';
import { EvaluationStore } from './evaluation-store.js';
import { EVALUATION_KIND } from './evaluation.job.js';

const DEFAULT_SAMPLE = 1000;

/** What an evaluation is of, who asks for it, and why. */
export interface StartEvaluationOptions extends ChangeOptions<JobRun> {
  /** The candidate. */
  version: string;
  /** Its parameter set; default its active one. */
  paramsId?: string | null;
  /** How many learners, 20 to 10,000, or all. Default 1,000. */
  sample?: number | 'all';
  /** Answers from then on are judged; earlier ones are folded. Default all. */
  from?: Date | null;
  /** At most 1,000 characters that show as they are. */
  reason?: string | null;
  actorUserId?: string | null;
}

/** An evaluation, with its progress, and its report once it is there. */
export interface Evaluated {
  /** The job that makes it; its id is that of the evaluation. */
  job: JobRun;
  /** When answers and the active version were as the report says; null until then. */
  asOf: Date | null;
  report: EvaluationReport | null;
  /** SHA-256 of the report in its RFC 8785 form. */
  digest: string | null;
}

/** The report of an evaluation that has been made. */
export interface StoredReport {
  id: string;
  asOf: Date;
  report: EvaluationReport;
  digest: string;
}

export interface EvaluationPage {
  /** The newest first. */
  evaluations: StoredReport[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/**
 * Evaluations: how well a version with a parameter set predicts the stored answers of learners, beside what is active. A worker makes
 * them.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class EvaluationsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly jobs: JobsService,
    private readonly pairs: FoldingPairs,
    private readonly store: EvaluationStore,
  ) {}

  /**
   * Queues an evaluation.
   *
   * @example
   * ```ts
   * const job = await evaluations.start('mastery', { version: 'v2', sample: 'all', reason: 'Before the new term' });
   * ```
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when there is no such version, or no such set of it
   * @throws CannotEvaluateError when the version predicts no answers, or cannot be replayed here
   * @throws InvalidArgumentError naming the argument; in each case nothing is queued
   */
  async start(algoKey: string, options: StartEvaluationOptions): Promise<JobRun> {
    const { version, paramsId = null, sample = DEFAULT_SAMPLE, from, reason, actorUserId, ...change } = options;
    if (!isSample(sample)) throw new InvalidArgumentError('sample', SAMPLE_REASON);
    const since = from ? { from: checkInstant('from', from).toISOString() } : {};
    const candidate = await this.pairs.candidate(algoKey, version, paramsId, CannotEvaluateError);
    if (!candidate.predicts) {
      throw new CannotEvaluateError(algoKey, version, 'its fold predicts no answers, so there is nothing to compare.');
    }
    const args = { algo_key: algoKey, version, params_id: candidate.paramsId, sample, ...since };
    return this.jobs.enqueue(EVALUATION_KIND, args, { ...change, reason, createdByUserId: actorUserId });
  }

  /** @throws EvaluationNotFoundError */
  async get(algoKey: string, evaluationId: string): Promise<Evaluated> {
    const job = await this.find(algoKey, evaluationId);
    const stored = await this.store.read(job.id);
    const report = (stored?.report ?? null) as EvaluationReport | null;
    return { job, asOf: stored?.asOf ?? null, report, digest: stored?.digest ?? null };
  }

  /**
   * Evaluations that have been made, of all versions of a key, of one, or of one parameter set.
   *
   * @throws InvalidArgumentError naming the field
   */
  async list(algoKey: string, filter: CandidateFilter = {}, page: ReportPage = {}): Promise<EvaluationPage> {
    const asked = checkList(algoKey, filter, page);
    if (!asked) return { evaluations: [], nextBefore: null };
    const rows = await this.store.list(algoKey, asked.filter, asked.limit + 1);
    const { shown, nextBefore } = pageOf(rows, asked.limit);
    const evaluations = shown.map(({ id, asOf, report, digest }) => ({
      ...{ id, asOf, digest: digest! },
      report: report as unknown as EvaluationReport,
    }));
    return { evaluations, nextBefore };
  }

  /**
   * Cancels an evaluation: at once. Nothing of it stays but the record of its job.
   *
   * @throws EvaluationNotFoundError
   * @throws JobAlreadyEndedError when it has ended otherwise; nothing is changed
   */
  async cancel(algoKey: string, evaluationId: string, options: ChangeOptions<JobRun> = {}): Promise<JobRun> {
    const { id } = await this.find(algoKey, evaluationId);
    const job = await this.jobs.cancelJob(id, options);
    await this.store.forget(id);
    return job;
  }

  private async find(algoKey: string, evaluationId: string): Promise<JobRun> {
    const job = isUuid(evaluationId) ? await this.jobs.getJob(evaluationId).catch(unlessThere) : undefined;
    if (job?.kind !== EVALUATION_KIND || job.args.algo_key !== algoKey) {
      throw new EvaluationNotFoundError(String(algoKey), String(evaluationId));
    }
    return job;
  }
}

function unlessThere(error: unknown): undefined {
  if (!(error instanceof JobNotFoundError)) throw error;
}
