import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { InvalidParamsError } from '../../errors/input.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { type JsonObject } from '../../json/json.js';
import { inOrder } from '../../learners/fold-plan.js';
import { skillMapOf } from '../../learners/sets/skill-map.js';
import { ParamsService } from '../../params/params.service.js';
import { type FoldingPair, FoldingPairs } from '../folding-pairs.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { rejecting } from '../rejecting.js';
import {
  type CandidateAnswer,
  type CandidateQuestion,
  type NoCandidate,
  type TakenEntry,
} from './candidate.compute.js';
import { FitLearners, type Taken } from './fit-learners.js';
import { type FitArgs } from './fit-args.js';
import { FitReportsService } from './fit-reports.service.js';
import { noActiveVersion, RejectedFit } from './rejected-fit.js';
import { alphaOf, objection } from './verdict.js';

const COMPUTE = new URL('./candidate.compute.js', import.meta.url).href;
/** What one process holds at once. */
const MOST = { answers: 200_000, learners: 50_000 };
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 28;

type Frozen = {
  job_id: string;
  as_of: number;
  judge_from: number;
  version: string;
  version_id: string;
  params_id: string;
  skill_map_id: string | null;
};
type Cursor = Frozen &
  ({ stage: 'answers'; after: string | null } | { stage: 'fit' } | { stage: 'tidy'; result: JsonObject });
type Found =
  | { last: string | null; taken: Taken<TakenEntry[]>[] }
  | { answer: CandidateAnswer; learners: number }
  | { isTidy: true };

const REASONS: Readonly<Record<NoCandidate | 'NOT_VALID', string>> = {
  TOO_FEW_ANSWERS:
    'There are too few answers that the version predicts: 1,000 of 30 learners to train on, and 500 later ones of 50 others to judge.',
  NOT_FITTED: 'The version found no parameters: its fit did not settle, or its active set cannot be fitted.',
  UNCHANGED: 'What was fitted is the active set.',
  NOT_VALID: 'What was fitted breaks a rule of the version.',
};

/** Fits the parameters of a version of an algorithm to stored answers, and judges them. It activates nothing. */
@Injectable()
export abstract class FitJob implements Job<FitArgs, Cursor, Found> {
  protected abstract readonly kind: string;
  protected abstract readonly algoKey: string;

  constructor(
    private readonly pairs: FoldingPairs,
    private readonly sets: PreviewSets,
    private readonly learners: FitLearners,
    private readonly params: ParamsService,
    private readonly reports: FitReportsService,
  ) {}

  async plan(args: FitArgs, context: JobContext): Promise<JobPlan<Cursor>> {
    const version = args.version ?? (await this.pairs.activeVersion(this.algoKey));
    if (version === undefined) throw noActiveVersion(this.algoKey);
    const pair = await this.pairOf(version, null);
    const { skill_map_id } = await this.sets.active();
    const { total, as_of } = await this.learners.freeze(context);
    const days = as_of - (args.judge_days ?? DEFAULT_DAYS) * DAY_MS;
    return {
      total,
      cursor: {
        ...{
          job_id: context.jobId,
          as_of,
          judge_from: args.judge_from === undefined ? days : Date.parse(args.judge_from),
        },
        ...{ version, version_id: pair.versionId, params_id: pair.paramsId, skill_map_id },
        ...{ stage: 'answers', after: null },
      },
    };
  }

  async work(cursor: Cursor, _args: FitArgs, { compute }: JobContext): Promise<Found> {
    switch (cursor.stage) {
      case 'answers':
        return this.take(cursor, cursor.after);
      case 'fit': {
        const pair = await this.pairOf(cursor.version, cursor.params_id);
        const learners = await this.learners.taken<TakenEntry[]>(cursor.job_id, MOST);
        const question: CandidateQuestion = { pair: pair.loaded, learners, judge_from: cursor.judge_from };
        const answer = await compute<JsonObject>(COMPUTE, question as unknown as JsonObject);
        return { answer: answer as unknown as CandidateAnswer, learners: learners.length };
      }
      case 'tidy':
        await this.learners.forget(cursor.job_id);
        return { isTidy: true };
    }
  }

  async write(found: Found, cursor: Cursor, _args: FitArgs, manager: EntityManager): Promise<JobStep<Cursor>> {
    const frozen = frozenOf(cursor);
    if ('taken' in found) {
      const { last, taken } = found;
      await this.learners.store(manager, cursor.job_id, taken);
      if (last === null) return { done: 0, cursor: { ...frozen, stage: 'fit' } };
      return { done: taken.length, cursor: { ...frozen, stage: 'answers', after: last } };
    }
    if ('answer' in found) {
      return { done: 0, cursor: { ...frozen, stage: 'tidy', result: await this.result(found, frozen, manager) } };
    }
    return { done: 0, result: cursor.stage === 'tidy' ? cursor.result : {} };
  }

  /** @throws JobFailedError */
  private async pairOf(version: string, paramsId: string | null): Promise<FoldingPair> {
    const pair = await rejecting(() => this.pairs.candidate(this.algoKey, version, paramsId, RejectedFit));
    if (!pair.fits) throw new RejectedFit(this.algoKey, version, 'its class declares no fit.');
    return pair;
  }

  private async take({ job_id, skill_map_id }: Frozen, after: string | null): Promise<Found> {
    const logs = await this.learners.nextLogs(job_id, after);
    const { mapped } = await this.sets.saidOf({ calibration_id: null, skill_map_id }, logs.map(({ entries }) => entries)); // prettier-ignore
    const skillMap = mapped ? skillMapOf(mapped) : undefined;
    const taken = logs.map(({ id, entries }): Taken<TakenEntry[]> => {
      const placed = inOrder(entries, skillMap).map((one): TakenEntry => {
        if (!('answer' in one)) return one;
        const { instant, sequence, id: event, answer } = one;
        return { instant, sequence, id: event, answer };
      });
      return { learner: id, answers: placed.filter((one) => 'answer' in one).length, taken: placed };
    });
    return { last: logs.at(-1)?.id ?? null, taken };
  }

  private async result(
    { answer: { outcome: none, report }, learners }: { answer: CandidateAnswer; learners: number },
    { job_id, as_of, version, version_id, params_id: baseParamsId }: Frozen,
    manager: EntityManager,
  ): Promise<JsonObject> {
    const look = none ? null : await this.reports.nextLook(manager, baseParamsId);
    const refused = look === null ? undefined : objection(report.differences!, look);
    const candidate =
      look === null || refused ? undefined : await this.stored(manager, { version, version_id }, report.candidate!);
    const outcome = none ?? (refused ? 'REJECTED' : candidate ? 'CANDIDATE' : 'NOT_VALID');
    const said = none ? REASONS[none] : (refused ?? (candidate ? null : REASONS.NOT_VALID));
    const params_id = candidate ?? null;
    const counted = outcome === 'NOT_VALID' ? null : look;
    const whole = {
      ...{ as_of: new Date(as_of).toISOString(), reason: said, learners_drawn: learners },
      ...{ alpha: counted === null ? null : alphaOf(counted), ...report },
    } as unknown as JsonObject;
    await this.reports.add(manager, {
      ...{ id: job_id, kind: this.kind, algoKey: this.algoKey, versionId: version_id, baseParamsId },
      ...{ outcome, look: counted, paramsId: params_id, report: whole },
    });
    return { outcome, reason: said, params_id, look: counted, fit_report_id: job_id };
  }

  /** Undefined where the set breaks a rule. */
  private async stored(
    manager: EntityManager,
    { version, version_id: id }: Pick<Frozen, 'version' | 'version_id'>,
    params: JsonObject,
  ): Promise<string | undefined> {
    try {
      const version_ = { id, algoKey: this.algoKey, version };
      return (await this.params.ensureParamsWithin(manager, version_, params, null)).id;
    } catch (error) {
      if (error instanceof InvalidParamsError) return undefined;
      throw error;
    }
  }
}

const frozenOf = ({ job_id, as_of, judge_from, version, version_id, params_id, skill_map_id }: Frozen): Frozen => ({
  ...{ job_id, as_of, judge_from, version, version_id, params_id, skill_map_id },
});
