import 'reflect-metadata';
import { defaultParams } from '../../authoring/complete-params.js';
import { type FactualAnswer, NotFittedError } from '../../authoring/fit.js';
import {
  type Fold,
  type FoldedAnswer,
  type FoldFacts,
  type FoldQuestion,
  type FoldScope,
} from '../../authoring/fold.js';
import { loadVersion } from '../../execution/load-version.js';
import { sha256 } from '../../json/canonical-json.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { type FoldableEntry } from '../../learners/fold-plan.js';
import { foldAnew, NO_FACTS } from '../../learners/folding.js';
import { factsFromEarlier, factsFromOthers } from '../difficulties.js';
import { type Evaluation, evaluationOf } from '../evaluation.js';
import { CONSTANT, EvaluationTally, type Tallied } from '../evaluation-tally.js';
import { type LoadedPair } from '../loaded-folding.js';
import { type Contender, countsOf, type Replayed, replayed } from '../replayed.js';
import { UsualTimes } from './usual-times.js';
import { differenceOf, type Differences } from './verdict.js';

/** What a learner did, in the order in which it is folded. */
export type TakenEntry =
  Omit<Exclude<FoldableEntry, { reset: unknown }>, 'entry'> | Extract<FoldableEntry, { reset: unknown }>;

export type CandidateQuestion = {
  /** The active parameters of the version. */
  pair: LoadedPair;
  /** By their ids. */
  learners: [id: string, entries: TakenEntry[]][];
  /** Answers before are trained on, later ones judged; in milliseconds since 1970. */
  judge_from: number;
};

/** Why there is no candidate to judge. */
export type NoCandidate = 'TOO_FEW_ANSWERS' | 'NOT_FITTED' | 'UNCHANGED';

export type CandidateReport = {
  judge_from: string;
  /** By answers that the active set predicts. */
  trained: { learners: number; answers: number };
  judged: { learners: number; answers: number };
  active: JsonObject;
  candidate: JsonObject | null;
  /** The active set, the defaults and the candidate beside a constant and a moving average, by answers of learners who were not trained on. */
  evaluation: Evaluation | null;
  /** How much more the candidate loses than each. */
  differences: Differences | null;
};

export type CandidateAnswer = { outcome: NoCandidate | null; report: CandidateReport };

/** With fewer, nothing is fitted, or judged. */
export const FEWEST = { trained: { learners: 30, answers: 1000 }, judged: { learners: 50, answers: 500 } };

const [ACTIVE, DEFAULT, CANDIDATE] = ['active', 'default', 'candidate'];
/** Three of five learners, by chance and the same ones each time. */
export const isTrained = (id: string): boolean => Number.parseInt(sha256(`trained|${id}`).slice(0, 8), 16) % 5 < 3;

type Log = { learnerId: string; entries: TakenEntry[]; answers: FoldedAnswer[] };
type Facts = Map<FoldQuestion, FoldFacts>;

const logOf = (learnerId: string, entries: TakenEntry[]): Log => ({
  ...{ learnerId, entries },
  answers: entries.flatMap((entry) => ('answer' in entry ? [entry.answer] : [])),
});

/**
 * Fits parameters to the earlier answers of some learners, and judges them by the later answers of the others. How hard questions are is
 * known from the former alone: of each of their own answers from the earlier ones of others, of the answers that are judged from all. So is how
 * long they usually take: answers that came too fast are not judged, and a version that knows of durations does not fit to them.
 */
export async function compute({ pair, learners, judge_from }: CandidateQuestion): Promise<CandidateAnswer> {
  const { definition } = await loadVersion(pair);
  const active = deepFreeze(parseJson(pair.params) as JsonObject);
  const isBefore = ({ instant }: TakenEntry) => instant < judge_from;
  const trained = learners.flatMap(([id, entries]) => (isTrained(id) ? [logOf(id, entries.filter(isBefore))] : []));
  const others = learners.flatMap(([id, entries]) => (isTrained(id) ? [] : [logOf(id, entries)]));
  const times = new UsualTimes(trained);
  const isTelling = (answer: FoldedAnswer) => !times.isRapid(answer);
  const isJudged = (answer: FoldedAnswer) => Date.parse(answer.at) >= judge_from && isTelling(answer);
  const earlier = times.addTo(factsFromEarlier(trained, isTelling));
  const facts = times.addTo(factsFromOthers(trained, others, isTelling));
  const fold = definition.fold!;
  const sizes = {
    trained: sizeOf(trained, predicting(fold, active, earlier), isTelling),
    judged: sizeOf(others, predicting(fold, active, facts), isJudged),
  };
  const report: CandidateReport = {
    ...{ judge_from: new Date(judge_from).toISOString(), ...sizes, active },
    ...{ candidate: null, evaluation: null, differences: null },
  };
  if (isTooFew(sizes.trained, FEWEST.trained) || isTooFew(sizes.judged, FEWEST.judged)) {
    return { outcome: 'TOO_FEW_ANSWERS', report };
  }
  const candidate = fitted(() => {
    const logs = trained.map(({ entries }) => factual(entries, earlier));
    return definition.fit!(logs, active) as JsonObject;
  });
  if (!candidate) return { outcome: 'NOT_FITTED', report };
  report.candidate = candidate;
  if (JSON.stringify(candidate) === JSON.stringify(active)) return { outcome: 'UNCHANGED', report };

  const sets = { [ACTIVE]: active, [DEFAULT]: defaultParams(definition.params), [CANDIDATE]: candidate };
  const seen = others.map((log) => {
    const contenders = Object.entries(sets).map(([name, params]): Contender => ({
      name,
      predict: (asked) => {
        const predicted = predicting(fold, params, facts)(log);
        return asked.map(({ event_id }) => predicted.get(event_id) ?? null);
      },
    }));
    return replayed(log, contenders, isJudged);
  });
  const tallied = talliedOf(Object.keys(sets), seen);
  if (!tallied) return { outcome: 'TOO_FEW_ANSWERS', report };
  report.evaluation = evaluationOf(tallied);
  report.differences = {
    active: differenceTo(ACTIVE, tallied),
    default: differenceTo(DEFAULT, tallied),
    constant: differenceTo(CONSTANT, tallied),
  };
  return { outcome: null, report };
}

/** What a parameter set predicts of the answers of a learner, by event. */
const predicting =
  (fold: Fold, params: object, facts: Facts) =>
  ({ entries }: Log): ReadonlyMap<string, number> => {
    const factsOf = (question: FoldQuestion) => facts.get(question) ?? NO_FACTS;
    return foldAnew({ fold, params, factsOf }, entries).predicted;
  };

/** By answers that are predicted: nothing else is said of the others. */
function sizeOf(
  logs: readonly Log[],
  predict: (log: Log) => ReadonlyMap<string, number>,
  counts: (answer: FoldedAnswer) => boolean,
): { learners: number; answers: number } {
  const sizes = logs
    .map((log) => {
      const predicted = predict(log);
      return log.answers.filter((answer) => counts(answer) && predicted.has(answer.event_id)).length;
    })
    .filter((size) => size > 0);
  return { learners: sizes.length, answers: sizes.reduce((sum, size) => sum + size, 0) };
}

const isTooFew = (size: { learners: number; answers: number }, least: { learners: number; answers: number }): boolean =>
  size.learners < least.learners || size.answers < least.answers;

/** The answers of a learner as a fit sees them: each with what began anew before it. */
function factual(entries: readonly TakenEntry[], facts: Facts): FactualAnswer[] {
  const answers: FactualAnswer[] = [];
  let resets: FoldScope[] = [];
  for (const entry of entries) {
    if ('reset' in entry) {
      resets.push(entry.reset);
      continue;
    }
    const { answer } = entry;
    answers.push({ answer, facts: facts.get(answer) ?? NO_FACTS, ...(resets.length > 0 && { resets }) });
    resets = [];
  }
  return answers;
}

/** A version says by its error that it cannot fit. Any other one is a fault. It may be of another copy of the engine. */
function fitted(fit: () => JsonObject): JsonObject | undefined {
  try {
    return fit();
  } catch (error) {
    if (error instanceof Error && error.name === NotFittedError.name) return undefined;
    throw error;
  }
}

function talliedOf(names: string[], seen: readonly Replayed[]): Tallied | undefined {
  const all = seen.map(countsOf);
  const counts = {
    judged: all.reduce((sum, one) => sum + one.judged, 0),
    right: all.reduce((sum, one) => sum + one.right, 0),
  };
  if (all.filter(({ judged }) => judged > 0).length < FEWEST.judged.learners) return undefined;
  const tally = new EvaluationTally(names, counts);
  for (const learner of seen) tally.add(learner);
  return tally.tallied();
}

function differenceTo(name: string, { contenders, judged_by_learner }: Tallied) {
  const lossesOf = (wanted: string) => contenders.find((one) => one.name === wanted)!.losses;
  const [losses, others] = [lossesOf(CANDIDATE), lossesOf(name)];
  return differenceOf(judged_by_learner.map((answers, n) => ({ sum: losses[n]! - others[n]!, answers })));
}
