import { type EntityManager } from 'typeorm';
import { InvalidJobArgsError, JobFailedError } from '../../errors/job.errors.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { type CountedAnswer } from '../../learners/log-entry.js';
import { type CalibratedItem } from '../../learners/sets/calibration.js';
import { CALIBRATION } from '../../learners/sets/set-kind.js';
import { type SkillMap } from '../../learners/sets/skill-map.js';
import { StoredSets } from '../../learners/sets/stored-sets.js';
import { type FirstOf } from '../fits/first-answers.js';
import { FitLearners, type Taken } from '../fits/fit-learners.js';
import { noActiveVersion, RejectedFit } from '../fits/rejected-fit.js';
import { StoredFirstAnswers } from '../fits/stored-first-answers.js';
import { FoldingPairs, type LoadablePair } from '../folding-pairs.js';
import { PreviewSets } from '../previews/preview-sets.js';
import { rejecting } from '../rejecting.js';
import { type AskedEntry } from '../sampled-logs.js';
import { type ChosenOption } from './analysed-questions.js';
import { MistakeAnalysisArgs } from './mistake-analysis-args.js';
import { MistakeAnalysesService } from './mistake-analyses.service.js';
import { type MistakesAnswer, type MistakesQuestion } from './mistakes.compute.js';

const ANALYSE_MISTAKES = 'mistakes.analyse';
const KEY = 'mistakes';
const COMPUTE = new URL('./mistakes.compute.js', import.meta.url).href;
/** What one process holds at once. */
const MOST = { answers: 500_000, learners: 100_000 };
const DAY_MS = 86_400_000;

/** What was decided at first. */
type Frozen = {
  job_id: string;
  as_of: number;
  /** The window of the first answers, in milliseconds since 1970; `from` is null where the version has no lookback. */
  from: number | null;
  until: number;
  version: string;
  version_id: string;
  params_id: string;
  calibration_id: string | null;
  skill_map_id: string | null;
  /** Of what was gone through: answers that name the bank and the group, first answers, and items whose first answer is not known. */
  sizes: { named: number; learners: number; not_first: number };
};
type Cursor = Frozen &
  ({ stage: 'answers'; after: string | null } | { stage: 'analyse' } | { stage: 'tidy'; result: JsonObject });
type Found =
  | { last: string | null; named: number; taken: Taken<FirstOf<ChosenOption>>[] }
  | { answer: MistakesAnswer; drawn: number }
  | { isTidy: true };

/** Looks for common mistakes in the first answers of a bank or a group, by a version of `mistakes`: an analysis that is kept. */
@JobKind({
  kind: ANALYSE_MISTAKES,
  description: 'Looks for common mistakes in the first answers of a bank or a group. The analysis is kept.',
  args: MistakeAnalysisArgs,
  memoryLimitMiB: 1024,
})
export class AnalyseMistakesJob implements Job<MistakeAnalysisArgs, Cursor, Found> {
  constructor(
    private readonly pairs: FoldingPairs,
    private readonly sets: PreviewSets,
    private readonly stored: StoredSets,
    private readonly learners: FitLearners,
    private readonly firstAnswers: StoredFirstAnswers,
    private readonly analyses: MistakeAnalysesService,
  ) {}

  async plan(args: MistakeAnalysisArgs, context: JobContext): Promise<JobPlan<Cursor>> {
    const version = args.version ?? (await this.pairs.activeVersion(KEY));
    if (version === undefined) throw noActiveVersion(KEY);
    const pair = await this.pairOf(version, args.params_id ?? null);
    const sets = await this.sets.active();
    const { total, as_of } = await this.learners.freeze(context);
    const until = args.before === undefined ? as_of : Math.min(Date.parse(args.before), as_of);
    const { lookback_days } = parseJson(pair.loaded.params) as { lookback_days?: unknown };
    const from = typeof lookback_days === 'number' ? until - lookback_days * DAY_MS : null;
    return {
      total,
      cursor: {
        ...{ job_id: context.jobId, as_of, from, until },
        ...{ version, version_id: pair.versionId, params_id: pair.paramsId, ...sets },
        ...{ sizes: { named: 0, learners: 0, not_first: 0 }, stage: 'answers', after: null },
      },
    };
  }

  async work(cursor: Cursor, args: MistakeAnalysisArgs, { compute }: JobContext): Promise<Found> {
    switch (cursor.stage) {
      case 'answers':
        return this.take(cursor, cursor.after, args);
      case 'analyse': {
        if (cursor.sizes.named === 0) {
          await this.learners.forget(cursor.job_id);
          throw unknown(args);
        }
        const learners = await this.learners.taken<ChosenOption[]>(cursor.job_id, MOST);
        const { loaded } = await this.pairOf(cursor.version, cursor.params_id);
        const difficulties = await this.difficulties(cursor.calibration_id);
        const question: MistakesQuestion = { pair: loaded, learners, until: cursor.until, difficulties };
        const answer = await compute<JsonObject>(COMPUTE, question);
        return { answer: answer as unknown as MistakesAnswer, drawn: learners.length };
      }
      case 'tidy':
        await this.learners.forget(cursor.job_id);
        return { isTidy: true };
    }
  }

  async write(
    found: Found,
    cursor: Cursor,
    args: MistakeAnalysisArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const frozen = frozenOf(cursor);
    if ('taken' in found) {
      const { last, taken, named } = found;
      const rows = taken.map((one) => ({ ...one, taken: one.taken.first }));
      await this.learners.store(manager, cursor.job_id, rows);
      if (last === null) return { done: 0, cursor: { ...frozen, stage: 'analyse' } };
      const sizes = {
        named: cursor.sizes.named + named,
        learners: cursor.sizes.learners + taken.filter(({ answers }) => answers > 0).length,
        not_first: cursor.sizes.not_first + taken.reduce((sum, one) => sum + one.taken.not_first, 0),
      };
      return { done: taken.length, cursor: { ...frozen, sizes, stage: 'answers', after: last } };
    }
    if ('answer' in found) {
      return { done: 0, cursor: { ...frozen, stage: 'tidy', result: await this.keep(found, frozen, args, manager) } };
    }
    return { done: 0, result: cursor.stage === 'tidy' ? cursor.result : {} };
  }

  /** @throws RejectedFit, JobFailedError */
  private pairOf(version: string, paramsId: string | null): Promise<LoadablePair> {
    return rejecting(() => this.pairs.computing(KEY, version, paramsId, RejectedFit));
  }

  /** @throws JobFailedError */
  private async difficulties(calibrationId: string | null): Promise<[string, number][]> {
    if (calibrationId === null) return [];
    const content = await this.stored.content<CalibratedItem>(CALIBRATION, calibrationId);
    if (content) return content.items.map(({ item_id, difficulty }) => [item_id, difficulty]);
    throw new JobFailedError(`Calibration ${calibrationId} was changed outside of the engine. Adopt another one.`);
  }

  private async take(
    { job_id, from, until, skill_map_id }: Frozen,
    after: string | null,
    { bank_id, group_id, item_ids }: MistakeAnalysisArgs,
  ): Promise<Found> {
    const logs = await this.learners.nextLogs(job_id, after);
    const wanted = { from, before: until, skill_map_id, bank_id, group_id, item_ids };
    const taken = await this.firstAnswers.of(logs, wanted, chosenOption);
    const isNamed = (entry: AskedEntry) =>
      (bank_id === undefined || entry.bank_id === bank_id) &&
      (group_id === undefined || entry.group_ids.includes(group_id));
    const named = logs.reduce((sum, { entries }) => sum + entries.filter(isNamed).length, 0);
    return { last: logs.at(-1)?.id ?? null, named, taken };
  }

  private async keep(
    {
      answer: { outcome, rejection, result, learners, answers, ...report },
      drawn,
    }: { answer: MistakesAnswer; drawn: number },
    { job_id, as_of, from, until, version_id, params_id, calibration_id, skill_map_id, sizes }: Frozen,
    { bank_id, group_id }: MistakeAnalysisArgs,
    manager: EntityManager,
  ): Promise<JsonObject> {
    const { learners: learners_with_answers, not_first } = sizes;
    const kept = await this.analyses.add(manager, {
      ...{ id: job_id, bankId: bank_id ?? null, groupId: group_id ?? null },
      ...{ versionId: version_id, paramsId: params_id, calibrationId: calibration_id, skillMapId: skill_map_id },
      ...{ asOf: new Date(as_of), from: from === null ? null : new Date(from), until: new Date(until) },
      ...{ outcome, rejection, learners, answers, result },
      report: { learners_with_answers, learners_drawn: drawn, not_first, ...report },
    });
    return { ...kept, mistake_analysis_id: job_id, learners, answers };
  }
}

/** Nothing where the answer says no option. */
function chosenOption(
  { instant, answer, entry }: CountedAnswer<AskedEntry>,
  skillMap: SkillMap | undefined,
): ChosenOption | undefined {
  const { item_id, item_version, option, key_option, option_count } = entry;
  if (option === null) return undefined;
  const key = skillMap?.(item_id!, item_version)?.key_option ?? key_option;
  const isRight = answer.correct && (answer.score === null || answer.score === 1);
  return [item_id!, item_version, option, key, isRight ? 1 : 0, option_count, instant];
}

const frozenOf = ({ job_id, as_of, from, until, version, version_id, params_id, ...cursor }: Cursor): Frozen => ({
  ...{ job_id, as_of, from, until, version, version_id, params_id },
  ...{ calibration_id: cursor.calibration_id, skill_map_id: cursor.skill_map_id, sizes: cursor.sizes },
});

function unknown({ bank_id, group_id }: MistakeAnalysisArgs): InvalidJobArgsError {
  const [field, what] = bank_id === undefined ? ['group_id', 'a group'] : ['bank_id', 'a bank'];
  const beside = bank_id !== undefined && group_id !== undefined ? ', together with group_id' : '';
  return new InvalidJobArgsError(ANALYSE_MISTAKES, [
    { path: [field], reason: `must be ${what} that stored answers name${beside}` },
  ]);
}
