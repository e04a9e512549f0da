import { Injectable } from '@nestjs/common';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { isUuid } from '../../domain/uuid.js';
import { CannotPreviewError, PreviewNotFoundError } from '../../errors/evidence.errors.js';
import { checkInstant, InvalidArgumentError } from '../../errors/input.errors.js';
import { JobNotFoundError } from '../../errors/job.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { type CandidateFilter, checkList, pageOf, type ReportPage } from '../candidate-filter.js';
import { FoldingPairs } from '../folding-pairs.js';
import { isSample, NO_SET, SAMPLE_REASON } from './preview-args.js';
import { type MadePreview, PreviewSample } from './preview-sample.js';
import { PreviewSets } from './preview-sets.js';
import { PREVIEW_KIND } from './preview.job.js';
import { type ChangedLearner, type PreviewReport } from './report-of.js';

const DEFAULT_SAMPLE = 1000;

/** What a preview is of, who asks for it, and why. */
export interface StartPreviewOptions extends ChangeOptions<JobRun> {
  /** The candidate. */
  version: string;
  /** Its parameter set; default its active one. */
  paramsId?: string | null;
  /** The calibration of the candidate; null for none. Default the active one. */
  calibrationId?: string | null;
  /** The skill map of the candidate; null for none. Default the active one. */
  skillMapId?: string | null;
  /** How many learners, 20 to 10,000, or all. Default 1,000. */
  sample?: number | 'all';
  /** What is due is counted from this time. Default now. */
  now?: Date;
  /** At most 1,000 characters that show as they are. */
  reason?: string | null;
  actorUserId?: string | null;
}

/** A preview, with its progress, and its report once it is there. */
export interface Preview {
  /** The job that makes it; its id is that of the preview. */
  job: JobRun;
  /** When answers and the active version were as the report says; null until then. */
  asOf: Date | null;
  report: PreviewReport | null;
  /** SHA-256 of the report in its RFC 8785 form. */
  digest: string | null;
  /** `most_changed` of the report with the learners; null for one who was erased. */
  mostChanged: (ChangedLearner & { learnerId: string | null })[];
}

export interface PreviewPage {
  /** The newest first. */
  previews: MadePreview[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/**
 * Impact previews: what a version with a parameter set would change for learners, found out from their answers before it becomes
 * active. A worker makes them.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class PreviewsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly jobs: JobsService,
    private readonly pairs: FoldingPairs,
    private readonly sample: PreviewSample,
    private readonly sets: PreviewSets,
  ) {}

  /**
   * Queues a preview.
   *
   * @example
   * ```ts
   * const job = await previews.start('mastery', { version: 'v2', sample: 'all', reason: 'Before the new term' });
   * ```
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when there is no such version, or no such set of it
   * @throws CalibrationNotFoundError, SkillMapNotFoundError when there is no such set
   * @throws CannotPreviewError when the version cannot be compared
   * @throws InvalidArgumentError naming the argument; in each case nothing is queued
   */
  async start(algoKey: string, options: StartPreviewOptions): Promise<JobRun> {
    const { version, paramsId = null, calibrationId, skillMapId, ...rest } = options;
    const { sample = DEFAULT_SAMPLE, now, reason, actorUserId, ...change } = rest;
    if (!isSample(sample)) throw new InvalidArgumentError('sample', SAMPLE_REASON);
    const from = checkInstant('now', now ?? new Date());
    const candidate = await this.pairs.candidate(algoKey, version, paramsId, CannotPreviewError);
    await this.sets.check({ calibration_id: calibrationId, skill_map_id: skillMapId });
    const args = {
      ...{ algo_key: algoKey, version, params_id: candidate.paramsId, sample, now: from.toISOString() },
      ...(calibrationId !== undefined && { calibration_id: calibrationId ?? NO_SET }),
      ...(skillMapId !== undefined && { skill_map_id: skillMapId ?? NO_SET }),
    };
    return this.jobs.enqueue(PREVIEW_KIND, args, { ...change, reason, createdByUserId: actorUserId });
  }

  /** @throws PreviewNotFoundError */
  async get(algoKey: string, previewId: string): Promise<Preview> {
    const job = await this.find(algoKey, previewId);
    const stored = await this.sample.read(job.id);
    const report = (stored?.report ?? null) as PreviewReport | null;
    const learners = report ? await this.sample.mostChanged(job.id) : new Map<string, string>();
    return {
      ...{ job, asOf: stored?.asOf ?? null, report, digest: stored?.digest ?? null },
      mostChanged: (report?.most_changed ?? []).map((changed) => ({
        ...changed,
        learnerId: learners.get(changed.commitment) ?? null,
      })),
    };
  }

  /**
   * Previews that have been made, of all versions of a key, of one, or of one parameter set; without their reports.
   *
   * @throws InvalidArgumentError naming the field
   */
  async list(algoKey: string, filter: CandidateFilter = {}, page: ReportPage = {}): Promise<PreviewPage> {
    const asked = checkList(algoKey, filter, page);
    if (!asked) return { previews: [], nextBefore: null };
    const { shown, nextBefore } = pageOf(await this.sample.list(algoKey, asked.filter, asked.limit + 1), asked.limit);
    return { previews: shown, nextBefore };
  }

  /**
   * Cancels a preview: at once. Nothing of it stays but the record of its job.
   *
   * @throws PreviewNotFoundError
   * @throws JobAlreadyEndedError when it has ended otherwise; nothing is changed
   */
  async cancel(algoKey: string, previewId: string, options: ChangeOptions<JobRun> = {}): Promise<JobRun> {
    const { id } = await this.find(algoKey, previewId);
    const job = await this.jobs.cancelJob(id, options);
    await this.sample.forget(id);
    return job;
  }

  private async find(algoKey: string, previewId: string): Promise<JobRun> {
    const job = isUuid(previewId) ? await this.jobs.getJob(previewId).catch(unlessThere) : undefined;
    if (job?.kind !== PREVIEW_KIND || job.args.algo_key !== algoKey) {
      throw new PreviewNotFoundError(String(algoKey), String(previewId));
    }
    return job;
  }
}

function unlessThere(error: unknown): undefined {
  if (!(error instanceof JobNotFoundError)) throw error;
}
