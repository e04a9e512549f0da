import { Inject } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CannotEvaluateError } from '../../errors/evidence.errors.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { canonicalJson, sha256 } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { NOTHING_TO_JUDGE } from '../evaluate.js';
import { type Evaluation } from '../evaluation.js';
import { EvaluationTally } from '../evaluation-tally.js';
import { type EvidenceSettings } from '../evidence-settings.js';
import { EVIDENCE_SETTINGS } from '../evidence.tokens.js';
import { type ComparedPairs, FoldingPairs } from '../folding-pairs.js';
import { type SaidOfItems } from '../loaded-folding.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { rejecting } from '../rejecting.js';
import { placedRatings, tellNext } from './difficulties-in-time.js';
import { EvaluationArgs } from './evaluation-args.js';
import { ACTIVE, CANDIDATE, evaluationReport } from './evaluation-report.js';
import {
  EvaluationStore,
  type GroupedEntry,
  type PlacedRating,
  type StoredEvaluation,
  type Told,
} from './evaluation-store.js';
import { saidOfAnswers } from './said-of-answers.js';
import { added, type ReplayCounts } from './replay-counts.js';
import { type ReplayedLearner, type ReplayQuestion } from './replay-learners.compute.js';

export const EVALUATION_KIND = 'evaluation.run';
const REPLAY = new URL('./replay-learners.compute.js', import.meta.url).href;
const INTERVALS = new URL('./intervals.compute.js', import.meta.url).href;

/** The revisions of both folds as they were at first: null where the active version predicts nothing. */
type Kept = ReplayCounts & { id: string; revisions: { active: number | null; candidate: number } };
type Cursor = Kept &
  (
    | { stage: 'answers' | 'difficulties' | 'replay'; after: string | null }
    | { stage: 'report' }
    | { stage: 'tidy'; digest: string }
  );

type Found =
  | { last: string | null; answers: PlacedRating[] }
  | { told: Told }
  | { learners: ({ learner: string } & ReplayedLearner)[] }
  | { report: JsonObject }
  | { isTidy: true };

const STAGES = { answers: 'difficulties', difficulties: 'replay', replay: 'report' } as const;

/** Finds out how well a pair of version and parameters predicts the stored answers of learners. Writes to its own tables alone. */
@JobKind({
  kind: EVALUATION_KIND,
  description: 'Finds out how well a version with its parameters predicts the answers of learners.',
  args: EvaluationArgs,
})
export class EvaluationJob implements Job<EvaluationArgs, Cursor, Found> {
  constructor(
    private readonly pairs: FoldingPairs,
    private readonly store: EvaluationStore,
    private readonly sets: PreviewSets,
    @Inject(EVIDENCE_SETTINGS) private readonly settings: EvidenceSettings,
  ) {}

  async plan(args: EvaluationArgs, { jobId: id }: JobContext): Promise<JobPlan<Cursor>> {
    const { algo_key, version, params_id = null, sample, from } = args;
    await this.store.forgetAbandoned();
    const candidate = await rejecting(() => this.pairs.candidate(algo_key, version, params_id, CannotEvaluateError));
    const request = {
      ...{ version, params_id: candidate.paramsId, sample: sample === 'all' ? null : sample },
      from: from === undefined ? null : new Date(from).toISOString(),
    };
    const drawn = await this.store.freeze(id, candidate, request);
    const { active } = await this.pairsOf((await this.store.read(id))!);
    const revisions = { active: active?.revision ?? null, candidate: candidate.revision };
    const kept = { id, revisions, counts: { judged: 0, right: 0 }, failures: { active: 0, candidate: 0 }, rapid: 0 };
    return { total: drawn, cursor: { ...kept, stage: 'answers', after: null } };
  }

  async work(cursor: Cursor, _args: EvaluationArgs, context: JobContext): Promise<Found> {
    const { id } = cursor;
    switch (cursor.stage) {
      case 'answers': {
        const logs = await this.store.nextLogs(id, cursor.after);
        const said = saidOfAnswers(await this.saidOf((await this.store.read(id))!, logs));
        const answers = logs.flatMap(({ id: learner, entries }) => placedRatings(learner, entries, said));
        return { last: logs.at(-1)?.id ?? null, answers };
      }
      case 'difficulties':
        return { told: await tellNext(this.store, id, cursor.after) };
      case 'replay':
        return { learners: await this.replay(cursor, cursor.after, context) };
      case 'report':
        return { report: await this.report(cursor, context) };
      case 'tidy':
        await this.store.forget(id);
        return { isTidy: true };
    }
  }

  async write(found: Found, cursor: Cursor, _args: EvaluationArgs, manager: EntityManager): Promise<JobStep<Cursor>> {
    const { id, revisions, counts, failures, rapid } = cursor;
    const kept = { id, revisions, counts, failures, rapid };
    if ('answers' in found) {
      await this.store.addAnswers(manager, id, found.answers);
      return next(kept, 'answers', found.last);
    }
    if ('told' in found) {
      await this.store.storeTold(manager, id, found.told);
      return next(kept, 'difficulties', found.told.last);
    }
    if ('learners' in found) {
      const { learners } = found;
      await this.store.storeReplayed(manager, id, learners);
      return {
        ...next({ ...kept, ...added(kept, learners) }, 'replay', learners.at(-1)?.learner ?? null),
        done: learners.length,
      };
    }
    if ('report' in found) {
      const digest = sha256(canonicalJson(found.report));
      await this.store.storeReport(manager, id, found.report, digest);
      return { done: 0, cursor: { ...kept, stage: 'tidy', digest } };
    }
    return { done: 0, result: { digest: cursor.stage === 'tidy' ? cursor.digest : null } };
  }

  private async replay(
    { id, revisions }: Kept,
    after: string | null,
    { compute }: JobContext,
  ): Promise<({ learner: string } & ReplayedLearner)[]> {
    const evaluation = (await this.store.read(id))!;
    const pairs = await this.pairsOf(evaluation, revisions);
    const logs = await this.store.nextLogs(id, after);
    if (logs.length === 0) return [];
    const facts = await this.store.facts(id, logs.map((log) => log.id)); // prettier-ignore
    const { from } = evaluation.request;
    const question: ReplayQuestion = {
      contenders: contendersOf(pairs).map(({ name, pair }) => ({ name, pair: pair.loaded })),
      from: from === null ? null : Date.parse(from),
      learners: logs.map((log) => ({ ...log, facts: facts.get(log.id) ?? {} })),
      said: await this.saidOf(evaluation, logs),
    };
    const replayed = await compute<ReplayedLearner[]>(REPLAY, question as unknown as JsonObject, {
      timeLimitMs: this.settings.chunkTimeLimitMs,
    });
    return logs.map((log, index) => ({ learner: log.id, ...replayed[index]! }));
  }

  private saidOf(
    { request }: StoredEvaluation,
    logs: readonly { entries: readonly GroupedEntry[] }[],
  ): Promise<SaidOfItems> {
    return this.sets.saidOf(request.sets, logs.map(({ entries }) => entries)); // prettier-ignore
  }

  private async report(
    { id, revisions, counts, failures, rapid = 0 }: Kept,
    { compute }: JobContext,
  ): Promise<JsonObject> {
    const stored = (await this.store.read(id))!;
    const pairs = await this.pairsOf(stored, revisions);
    if (counts.judged === 0) throw new JobFailedError(`The answers ${NOTHING_TO_JUDGE}: there is none.`);
    const tally = new EvaluationTally(contendersOf(pairs).map(({ name }) => name), counts); // prettier-ignore
    for await (const learner of this.store.replayed(id)) tally.add(learner);
    const evaluation = await compute<Evaluation>(INTERVALS, tally.tallied());
    return evaluationReport(stored, pairs, { failures, rapid }, evaluation);
  }

  /** @throws JobFailedError when they cannot be folded here, or no longer as at first */
  private async pairsOf(evaluation: StoredEvaluation, revisions?: Kept['revisions']): Promise<ComparedPairs> {
    const { versionId, paramsId, activeVersionId, activeParamsId } = evaluation;
    return rejecting(async () => {
      const candidate = (await this.pairs.byIds(versionId, paramsId, CannotEvaluateError))!;
      const found =
        activeVersionId && activeParamsId
          ? await this.pairs.byIds(activeVersionId, activeParamsId, CannotEvaluateError)
          : undefined;
      const active = found?.predicts ? found : undefined;
      const isSame = candidate?.revision === revisions?.candidate && (active?.revision ?? null) === revisions?.active;
      if (revisions && !isSame) {
        throw new JobFailedError('The code of a fold changed while the evaluation was made: start it again.');
      }
      return { candidate, active };
    });
  }
}

/** What is active comes first: the others are compared with it. */
const contendersOf = ({ active, candidate }: ComparedPairs) => [
  ...(active ? [{ name: ACTIVE, pair: active }] : []),
  { name: CANDIDATE, pair: candidate },
];

/** The next part of a stage, or the next stage. */
const next = (kept: Kept, stage: keyof typeof STAGES, last: string | null): { done: number; cursor: Cursor } => ({
  done: 0,
  cursor:
    last !== null
      ? { ...kept, stage, after: last }
      : stage === 'replay'
        ? { ...kept, stage: STAGES.replay }
        : { ...kept, stage: STAGES[stage], after: null },
});
