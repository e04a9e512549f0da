import { Inject } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CannotPreviewError } from '../../errors/evidence.errors.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { type EvidenceSettings } from '../evidence-settings.js';
import { type ComparedPairs, FoldingPairs } from '../folding-pairs.js';
import { rejecting } from '../rejecting.js';
import { EVIDENCE_SETTINGS } from '../evidence.tokens.js';
import { type CompareQuestion } from './compare-learners.compute.js';
import { type LearnerComparison } from './compare-states.js';
import { NO_SET, PreviewArgs } from './preview-args.js';
import { horizonsOf } from './preview-horizons.js';
import { PreviewSample, type StoredPreview } from './preview-sample.js';
import { PreviewSets } from './preview-sets.js';
import { reportOf } from './report-of.js';

export const PREVIEW_KIND = 'evidence.preview';
const COMPARE = new URL('./compare-learners.compute.js', import.meta.url).href;

/** The revisions of both folds as they were at first: null where the active version keeps no states. */
type Cursor = { id: string; revisions: { active: number | null; candidate: number } } & (
  { stage: 'learners'; after: string | null } | { stage: 'report' } | { stage: 'tidy'; digest: string; keep: string[] }
);

interface Compared {
  learner: string;
  comparison: LearnerComparison;
  commitment: string;
}

type Found = { compared: Compared[] } | { report: JsonObject; keep: string[] } | { isTidy: true };

/** Finds out what a pair of version and parameters would change for learners. Writes to its own tables alone. */
@JobKind({
  kind: PREVIEW_KIND,
  description: 'Finds out what a version with its parameters would change for learners, without activating it.',
  args: PreviewArgs,
})
export class PreviewJob implements Job<PreviewArgs, Cursor, Found> {
  constructor(
    private readonly pairs: FoldingPairs,
    private readonly sample: PreviewSample,
    private readonly sets: PreviewSets,
    @Inject(EVIDENCE_SETTINGS) private readonly settings: EvidenceSettings,
  ) {}

  async plan(args: PreviewArgs, { jobId: id }: JobContext): Promise<JobPlan<Cursor>> {
    const { algo_key, version, params_id = null, sample, now } = args;
    const sets = await this.setsOf(args);
    await this.sample.forgetAbandoned();
    const candidate = await rejecting(() => this.pairs.candidate(algo_key, version, params_id, CannotPreviewError));
    const request = {
      ...{ version, params_id: candidate.paramsId, now: new Date(now).toISOString() },
      sample: sample === 'all' ? null : sample,
      ...(sets && { sets }),
    };
    const drawn = await this.sample.freeze(id, candidate, request);
    const { active } = await this.pairsOf((await this.sample.read(id))!);
    const revisions = { active: active?.revision ?? null, candidate: candidate.revision };
    return { total: drawn, cursor: { id, revisions, stage: 'learners', after: null } };
  }

  async work(cursor: Cursor, _args: PreviewArgs, { compute }: JobContext): Promise<Found> {
    const preview = (await this.sample.read(cursor.id))!;
    if (cursor.stage === 'tidy') {
      await this.sample.forget(cursor.id, cursor.keep);
      return { isTidy: true };
    }
    const pairs = await this.pairsOf(preview, cursor.revisions);
    if (cursor.stage === 'report') return reportOf(preview, pairs, this.sample.comparisons(preview.id));
    const logs = await this.sample.nextLogs(preview, cursor.after);
    if (logs.length === 0) return { compared: [] };
    const entries = logs.map((log) => log.entries);
    const { sets } = preview.request;
    const question: CompareQuestion = {
      active: pairs.active?.loaded ?? null,
      candidate: pairs.candidate.loaded,
      now: Date.parse(preview.request.now),
      horizons: horizonsOf(preview.request.now),
      logs: entries,
      seeds: logs.map(({ commitment }) => commitment),
      said: sets
        ? {
            active: await this.sets.saidOf(sets.active, entries),
            candidate: await this.sets.saidOf(sets.candidate, entries),
          }
        : null,
    };
    const comparisons = await compute<LearnerComparison[]>(COMPARE, question as unknown as JsonObject, {
      timeLimitMs: this.settings.chunkTimeLimitMs,
    });
    return {
      compared: logs.map(({ id, commitment }, index) => ({ learner: id, comparison: comparisons[index]!, commitment })),
    };
  }

  async write(
    found: Found,
    { id, revisions, ...cursor }: Cursor,
    _args: PreviewArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const own = { id, revisions };
    if ('compared' in found) {
      const { compared } = found;
      const last = compared.at(-1)?.learner;
      if (last === undefined) return { done: 0, cursor: { ...own, stage: 'report' } };
      await this.sample.store(manager, id, compared);
      return { done: compared.length, cursor: { ...own, stage: 'learners', after: last } };
    }
    if ('report' in found) {
      const digest = sha256(canonicalJson(found.report));
      await this.sample.storeReport(manager, id, found.report, digest);
      return { done: 0, cursor: { ...own, stage: 'tidy', digest, keep: found.keep } };
    }
    return { done: 0, result: { digest: cursor.stage === 'tidy' ? cursor.digest : null } };
  }

  /** Undefined where there are none on either side. */
  private async setsOf({ calibration_id, skill_map_id }: PreviewArgs) {
    const active = await this.sets.active();
    const named = (id: string | undefined, otherwise: string | null) =>
      id === undefined ? otherwise : id === NO_SET ? null : id;
    const candidate = {
      calibration_id: named(calibration_id, active.calibration_id),
      skill_map_id: named(skill_map_id, active.skill_map_id),
    };
    await rejecting(() => this.sets.check(candidate));
    const isAny = [active, candidate].some((side) => side.calibration_id !== null || side.skill_map_id !== null);
    return isAny ? { active, candidate } : undefined;
  }

  /** @throws JobFailedError when they cannot be folded here, or no longer as at first */
  private async pairsOf(preview: StoredPreview, revisions?: Cursor['revisions']): Promise<ComparedPairs> {
    const { versionId, paramsId, activeVersionId, activeParamsId } = preview;
    return rejecting(async () => {
      const candidate = (await this.pairs.byIds(versionId, paramsId, CannotPreviewError))!;
      const active =
        activeVersionId && activeParamsId
          ? await this.pairs.byIds(activeVersionId, activeParamsId, CannotPreviewError)
          : undefined;
      const isSame = candidate?.revision === revisions?.candidate && (active?.revision ?? null) === revisions?.active;
      if (revisions && !isSame) {
        throw new JobFailedError('The code of a fold changed while the preview was made: start it again.');
      }
      return { candidate, active };
    });
  }
}
