import { type EntityManager } from 'typeorm';
import { isUuid } from '../../domain/uuid.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { CalibrationNotFoundError } from '../../errors/set.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type JsonObject } from '../../json/json.js';
import {
  type CalibratedItem,
  type CalibratedSkill,
  type ItemDifficulty,
  judgeCalibration,
  type SkillDifficulty,
} from '../../learners/sets/calibration.js';
import { CALIBRATION } from '../../learners/sets/set-kind.js';
import { type SetContent, StoredSets } from '../../learners/sets/stored-sets.js';
import { FoldingPairs } from '../folding-pairs.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { rejecting } from '../rejecting.js';
import { CalibrationArgs, NO_CALIBRATION } from './calibration-args.js';
import { type CalibrationAnswer, type CalibrationQuestion } from './calibration.compute.js';
import { REASONS } from './no-calibration.js';
import { asFirstAnswer, type FirstAnswer, type FirstOf } from './first-answers.js';
import { FitLearners, type Taken } from './fit-learners.js';
import { RejectedFit } from './rejected-fit.js';
import { StoredFirstAnswers } from './stored-first-answers.js';

export const CALIBRATE_ITEMS = 'difficulty.calibrate';
const COMPUTE = new URL('./calibration.compute.js', import.meta.url).href;
const [KEY, VERSION] = ['difficulty', 'v2'] as const;
/** What the version takes. */
const MOST = { answers: 500_000, learners: 100_000 };
const DAY_MS = 86_400_000;
const MEMORY_MIB = 1024;

/** What was decided at first. */
type Frozen = {
  job_id: string;
  as_of: number;
  /** Milliseconds since 1970; null where there is no bound. */
  from: number | null;
  before: number | null;
  version_id: string;
  params_id: string;
  linked_to: string | null;
  skill_map_id: string | null;
  /** Of learners who were gone through. */
  sizes: { learners: number; answers: number; not_first: number };
};
type Cursor = Frozen &
  ({ stage: 'answers'; after: string | null } | { stage: 'estimate' } | { stage: 'tidy'; result: JsonObject });

type Found =
  | { last: string | null; taken: Taken<FirstOf<FirstAnswer>>[] }
  | { answer: CalibrationAnswer; learners: number }
  | { isTidy: true };

/** Estimates how difficult items are by the first answers of all learners: a new calibration, which a person adopts or not. */
@JobKind({
  kind: CALIBRATE_ITEMS,
  description:
    'Estimates how difficult items are by the first answers of all learners. The calibration is not adopted.',
  args: CalibrationArgs,
  memoryLimitMiB: MEMORY_MIB,
})
export class CalibrateItemsJob implements Job<CalibrationArgs, Cursor, Found> {
  constructor(
    private readonly pairs: FoldingPairs,
    private readonly sets: PreviewSets,
    private readonly stored: StoredSets,
    private readonly learners: FitLearners,
    private readonly firstAnswers: StoredFirstAnswers,
  ) {}

  async plan(args: CalibrationArgs, context: JobContext): Promise<JobPlan<Cursor>> {
    const pair = await this.pairOf(args.params_id ?? null);
    const active = await this.sets.active();
    const linkedTo = args.linked_to === NO_CALIBRATION ? null : (args.linked_to ?? active.calibration_id);
    if (linkedTo !== null) await this.calibrationBefore(linkedTo);
    const { total, as_of } = await this.learners.freeze(context);
    const from = args.last_days === undefined ? msOf(args.from) : as_of - args.last_days * DAY_MS;
    return {
      total,
      cursor: {
        ...{ job_id: context.jobId, as_of, from, before: msOf(args.before) },
        ...{ version_id: pair.versionId, params_id: pair.paramsId },
        ...{ linked_to: linkedTo, skill_map_id: active.skill_map_id },
        sizes: { learners: 0, answers: 0, not_first: 0 },
        ...{ stage: 'answers', after: null },
      },
    };
  }

  async work(cursor: Cursor, args: CalibrationArgs, { compute }: JobContext): Promise<Found> {
    switch (cursor.stage) {
      case 'answers':
        return this.take(cursor, cursor.after, args);
      case 'estimate': {
        const pair = await this.pairOf(cursor.params_id);
        const learners = await this.learners.taken<FirstAnswer[]>(cursor.job_id, MOST);
        const before = cursor.linked_to === null ? null : await this.calibrationBefore(cursor.linked_to);
        const question: CalibrationQuestion = { pair: pair.loaded, learners, before };
        const answer = await compute<JsonObject>(COMPUTE, question as unknown as JsonObject);
        return { answer: answer as unknown as CalibrationAnswer, learners: learners.length };
      }
      case 'tidy':
        await this.learners.forget(cursor.job_id);
        return { isTidy: true };
    }
  }

  async write(found: Found, cursor: Cursor, args: CalibrationArgs, manager: EntityManager): Promise<JobStep<Cursor>> {
    const frozen = frozenOf(cursor);
    if ('taken' in found) {
      const { last, taken } = found;
      const rows = taken.map((one) => ({ ...one, taken: one.taken.first }));
      await this.learners.store(manager, cursor.job_id, rows);
      if (last === null) return { done: 0, cursor: { ...frozen, stage: 'estimate' } };
      const sizes = {
        learners: cursor.sizes.learners + taken.filter(({ answers }) => answers > 0).length,
        answers: cursor.sizes.answers + taken.reduce((sum, { answers }) => sum + answers, 0),
        not_first: cursor.sizes.not_first + taken.reduce((sum, one) => sum + one.taken.not_first, 0),
      };
      return { done: taken.length, cursor: { ...frozen, sizes, stage: 'answers', after: last } };
    }
    if ('answer' in found) {
      return { done: 0, cursor: { ...frozen, stage: 'tidy', result: await this.result(found, frozen, args, manager) } };
    }
    return { done: 0, result: cursor.stage === 'tidy' ? cursor.result : {} };
  }

  /** @throws RejectedFit, JobFailedError */
  private pairOf(paramsId: string | null) {
    return rejecting(() => this.pairs.computing(KEY, VERSION, paramsId, RejectedFit));
  }

  /** @throws JobFailedError */
  private async calibrationBefore(id: string): Promise<SetContent<CalibratedItem, CalibratedSkill>> {
    return rejecting(async () => {
      if (!isUuid(id) || !(await this.stored.find(CALIBRATION, id))) throw new CalibrationNotFoundError(id);
      const content = await this.stored.content<CalibratedItem, CalibratedSkill>(CALIBRATION, id);
      if (!content)
        throw new JobFailedError(
          `Calibration ${id} was changed outside of the engine. Name another one by linked_to, or none.`,
        );
      return content;
    });
  }

  private async take(cursor: Frozen, after: string | null, { bank_id, item_ids }: CalibrationArgs): Promise<Found> {
    const logs = await this.learners.nextLogs(cursor.job_id, after);
    const { from, before, skill_map_id } = cursor;
    const taken = await this.firstAnswers.of(logs, { from, before, skill_map_id, bank_id, item_ids }, asFirstAnswer);
    return { last: logs.at(-1)?.id ?? null, taken };
  }

  private async result(
    { answer: { outcome, items, skills, report }, learners }: { answer: CalibrationAnswer; learners: number },
    { as_of, version_id, params_id, linked_to, sizes }: Frozen,
    { bank_id }: CalibrationArgs,
    manager: EntityManager,
  ): Promise<JsonObject> {
    const drawn = { learners_drawn: learners, learners_with_answers: sizes.learners, not_first: sizes.not_first };
    const all = {
      as_of: new Date(as_of).toISOString(),
      params_id,
      linked_to,
      ...drawn,
      report: report as unknown as JsonObject,
    };
    if (outcome) return { outcome, reason: REASONS[outcome], calibration_id: null, ...all };
    const { answers_from, answers_to } = report;
    const judged = judgeCalibration({
      items: items.map((item) => known<ItemDifficulty>(item)),
      skills: skills.map((skill) => known<SkillDifficulty>(skill)),
      ...(bank_id !== undefined && { bank_id }),
      ...{ algo_version_id: version_id, params_id },
      ...(answers_from !== null && { answers_from }),
      ...(answers_to !== null && { answers_to }),
    });
    const { id } = await this.stored.add(manager, CALIBRATION, judged);
    return { outcome: 'CALIBRATED', calibration_id: id, ...all };
  }
}

const frozenOf = ({
  job_id,
  as_of,
  from,
  before,
  version_id,
  params_id,
  linked_to,
  skill_map_id,
  sizes,
}: Frozen): Frozen => ({
  ...{ job_id, as_of, from, before, version_id, params_id, linked_to, skill_map_id, sizes },
});

/** What is null was left out. */
const known = <Given>(row: { [Name in keyof Given]: Given[Name] | null }): Given =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Given;

const msOf = (at: string | undefined): number | null => (at === undefined ? null : Date.parse(at));
