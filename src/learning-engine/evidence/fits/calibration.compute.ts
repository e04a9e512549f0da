import 'reflect-metadata';
import { type CalibratedItem, type CalibratedSkill } from '../../learners/sets/calibration.js';
import { type SetContent } from '../../learners/sets/stored-sets.js';
import { type Evaluation } from '../evaluation.js';
import { type LoadedPair } from '../loaded-folding.js';
import { difficultiesOf, estimating, type FitOfBank } from './estimating.js';
import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';
import { judgedDifficulties } from './judged-difficulties.js';
import { type Link, linkOf, onScale } from './linking.js';
import { type NoCalibration } from './no-calibration.js';
import { ratedSkills } from './rated-skills.js';
import { isRapid, usualDurations } from './rapid-answers.js';

export type CalibrationQuestion = {
  /** A version of `difficulty` that takes a bank whole. */
  pair: LoadedPair;
  /** By their ids. */
  learners: AnsweringLearner[];
  /** The calibration to whose scale the new one is linked; null for none. */
  before: SetContent<CalibratedItem, CalibratedSkill> | null;
};

/** An item that changed within the answers. */
type Changed = { item_id: string; change: number; se: number; verdict: string };

export type CalibrationReport = {
  /** With an answer that counts. */
  learners: number;
  /** First answers that count; those that came too fast to be answers are left out. */
  answers: number;
  rapid: number;
  /** When the first and the last of them were given. */
  answers_from: string | null;
  answers_to: string | null;
  items: {
    /** That were answered. */
    answered: number;
    estimated: number;
    /** Of these, with too few answers to rely on. */
    provisional: number;
    /** Why the others have no estimate, with how many. */
    not_estimated: Record<string, number>;
    /** That were only in the calibration before, or have too few new answers: as they were. */
    carried: number;
    /** Of those in the calibration, with a usual duration. */
    timed: number;
    /** That would be beyond what a calibration holds, on its scale. */
    out_of_bounds: number;
  };
  /** Of how many the answers tell, and how many are as they were in the calibration before. */
  skills: { rated: number; carried: number };
  fit: FitOfBank | null;
  /** How the scale of the calibration before was found; null without one. The first 100 that drift are named. */
  link:
    | (Omit<Link, 'anchors' | 'drifting'> & { anchors: number; drifting: number; drifting_items: Link['drifting'] })
    | null;
  /** Items that became harder or easier within the answers; the first 100 are named. */
  changed: { count: number; items: Changed[] };
  /**
   * How well difficulties that were estimated without a fifth of the learners predict the answers of these, each from their earlier
   * ones; null where there are none. Not linked; of items that both sides know.
   */
  judged: Evaluation | null;
  /** For a chart: before and after, of the first 500 anchors. */
  anchors: [item: string, before: number, after: number][];
  /** For a chart: how many items are in each half of a logit from -5 to 5; those beyond are in the outermost ones. */
  difficulties: number[];
};

export type CalibrationAnswer = {
  /** Undefined where there is a calibration. */
  outcome: NoCalibration | null;
  items: CalibratedItem[];
  skills: CalibratedSkill[];
  report: CalibrationReport;
};

const [MOST_ITEMS, FEWEST_ITEMS] = [10_000, 2];
const MOST_NAMED = 100;
const MOST_POINTS = 500;
const [FARTHEST_BIN, PER_LOGIT] = [5, 2];

/** Estimates difficulties, links them to the scale of the calibration before, and finds out how well they predict. */
export async function compute({ pair, learners, before }: CalibrationQuestion): Promise<CalibrationAnswer> {
  const usual = usualDurations(learners, before?.items ?? []);
  const counted = learners
    .map(([id, first]): [string, FirstAnswer[]] => [id, first.filter((answer) => !isRapid(answer, usual))])
    .filter(([, first]) => first.length > 0);
  const all = counted.flatMap(([, first]) => first);
  const [earliest, latest] = all.reduce(([from, to], [, , at]) => [Math.min(from, at), Math.max(to, at)], [Infinity, -Infinity]); // prettier-ignore
  const answered = new Set(all.map(([item]) => item)).size;
  const report: CalibrationReport = {
    learners: counted.length,
    answers: all.length,
    rapid: learners.reduce((sum, [, first]) => sum + first.length, 0) - all.length,
    answers_from: all.length === 0 ? null : new Date(earliest).toISOString(),
    answers_to: all.length === 0 ? null : new Date(latest).toISOString(),
    items: { answered, estimated: 0, provisional: 0, not_estimated: {}, carried: 0, timed: 0, out_of_bounds: 0 },
    skills: { rated: 0, carried: 0 },
    ...{ fit: null, link: null, judged: null, anchors: [], difficulties: [] },
    changed: { count: 0, items: [] },
  };
  const none = (outcome: NoCalibration): CalibrationAnswer => ({ outcome, items: [], skills: [], report });
  if (all.length === 0) return none('NO_ANSWERS');
  if (answered < FEWEST_ITEMS) return none('TOO_FEW_ITEMS');
  if (answered > MOST_ITEMS) return none('TOO_MANY_ITEMS');

  const estimate = await estimating(pair);
  const { items, fit } = estimate(counted);
  const estimates = difficultiesOf(items);
  const reliable = estimates.filter(({ provisional }) => !provisional);
  const changed = items.flatMap(({ item_id, drift }) =>
    drift && drift.verdict !== 'stable'
      ? [{ item_id, change: drift.change, se: drift.se, verdict: drift.verdict }]
      : [],
  );
  Object.assign(report.items, {
    ...{ estimated: estimates.length, provisional: estimates.length - reliable.length },
    not_estimated: countOf(items.flatMap(({ status }) => (status === 'estimated' ? [] : [status]))),
  });
  const { log_likelihood, steps, converged } = fit;
  report.fit = { log_likelihood, steps, converged };
  report.changed = { count: changed.length, items: changed.slice(0, MOST_NAMED) };
  if (estimates.length < FEWEST_ITEMS) return none('TOO_FEW_ITEMS');
  if (reliable.length < FEWEST_ITEMS) return none('TOO_FEW_ANSWERS');
  if (!fit.converged) return none('NOT_SETTLED');

  const link = before && linkOf(estimates, before.items);
  if (before && !link) return none('NOT_LINKED');
  const linked = link ? onScale(estimates, link) : estimates;
  const known = before ? together(before.items, linked) : linked;
  const content = known.map((item): CalibratedItem => ({ ...item, ...usual.get(item.item_id) }));
  report.items.out_of_bounds = estimates.length - linked.length;
  report.items.carried = known.length - known.filter((item) => linked.includes(item)).length;
  report.items.timed = content.filter(({ usual_duration_ms: ms }) => ms !== null).length;
  if (link && before) {
    const { anchors, drifting, ...scale } = link;
    report.link = {
      ...{ ...scale, anchors: anchors.length, drifting: drifting.length },
      drifting_items: drifting.slice(0, MOST_NAMED),
    };
    const [earlier, later] = [before.items, linked].map(
      (set) => new Map(set.map((item) => [item.item_id, item.difficulty])),
    );
    report.anchors = anchors.slice(0, MOST_POINTS).map((item) => [item, earlier!.get(item)!, later!.get(item)!]);
  }
  const difficulties = new Map(content.map(({ item_id, difficulty }) => [item_id, difficulty]));
  const { skills, rated } = ratedSkills(counted, before?.skills ?? [], difficulties);
  report.skills = { rated, carried: skills.length - rated };
  report.judged = judgedDifficulties(counted, estimate);
  report.difficulties = histogram(content);
  return { outcome: null, items: content, skills, report };
}

/** What has too few new answers stays as it was, and so does what has none. */
function together(before: readonly CalibratedItem[], linked: readonly CalibratedItem[]): CalibratedItem[] {
  const all = new Map(before.map((item) => [item.item_id, item]));
  for (const item of linked) {
    const earlier = all.get(item.item_id);
    if (!earlier || earlier.provisional || !item.provisional) all.set(item.item_id, item);
  }
  return [...all.values()];
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function histogram(items: readonly CalibratedItem[]): number[] {
  const bins = Array<number>(2 * FARTHEST_BIN * PER_LOGIT).fill(0);
  for (const { difficulty } of items) {
    const bin = Math.floor((difficulty + FARTHEST_BIN) * PER_LOGIT);
    bins[Math.min(Math.max(bin, 0), bins.length - 1)]! += 1;
  }
  return bins;
}
