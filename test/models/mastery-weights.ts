import { masteryV2Fold, askedOf } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.fold.js';
import { features } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.model.js';
import { type MasteryV2Params } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { type FoldFacts, type FoldQuestion, type FoldScope } from '../../src/learning-engine/authoring/fold.js';
import { difficultiesFrom } from '../../src/learning-engine/evidence/difficulties.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/evaluate.js';
import { sha256 } from '../../src/learning-engine/json/canonical-json.js';
import { inFoldOrder } from '../../src/learning-engine/learners/folding.js';

/** Features of answers with their outcomes; each answer has the same weight. */
export interface Sample {
  rows: number[][];
  outcomes: number[];
}

const PARTS = 5;

/** Features of all answers. Difficulties for a learner come from learners of the other four fifths, so from no answer of their own. */
export function sampleOf(logs: readonly LearnerLog[], params: MasteryV2Params): Sample {
  const sample: Sample = { rows: [], outcomes: [] };
  const partOf = ({ learnerId }: LearnerLog) => Number.parseInt(sha256(learnerId).slice(0, 8), 16) % PARTS;
  for (let part = 0; part < PARTS; part += 1) {
    const difficulties = difficultiesFrom(logs.filter((log) => partOf(log) !== part));
    for (const log of logs.filter((one) => partOf(one) === part)) {
      addFeatures(sample, log, params, (question) => difficulties.factsFor(log.learnerId, question));
    }
  }
  return sample;
}

function addFeatures(
  { rows, outcomes }: Sample,
  { answers }: LearnerLog,
  params: MasteryV2Params,
  factsOf: (question: FoldQuestion) => FoldFacts,
): void {
  const states = new Map<string, NonNullable<Parameters<typeof askedOf>[0][number]>>();
  const nameOf = ({ kind, id }: FoldScope) => `${kind} ${id}`;
  for (const { answer } of inFoldOrder(answers)) {
    const facts = factsOf(answer);
    const before = masteryV2Fold.scopes(answer).map((scope) => states.get(nameOf(scope)) ?? null);
    const { ability, question } = askedOf(before, answer, params, facts);
    rows.push(features(ability, question));
    outcomes.push(Number(answer.correct));
    for (const state of masteryV2Fold.step(before, answer, params, facts)) states.set(nameOf(state.scope), state);
  }
}

const RIDGE = 1e-6;
const ENOUGH = 1e-9;
const MOST_STEPS = 50;

/**
 * The weights of a logistic regression, by Newton's method (iteratively reweighted least squares). Each sample counts the same,
 * however many answers it has. A weight that would be below 0 is 0, but for the first one, the constant.
 */
export function fittedWeights(samples: readonly Sample[]): number[] {
  const count = samples[0]!.rows[0]!.length;
  let free = Array.from({ length: count }, (_, index) => index);
  for (;;) {
    const weights = newton(samples, free, count);
    const negative = free.filter((index) => index > 0 && weights[index]! < 0);
    if (negative.length === 0) return weights;
    free = free.filter((index) => !negative.includes(index));
  }
}

function newton(samples: readonly Sample[], free: readonly number[], count: number): number[] {
  const weights = Array<number>(count).fill(0);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = free.map((index) => -RIDGE * weights[index]!);
    const curvature = free.map((_, row) => free.map((_index, column) => (row === column ? RIDGE : 0)));
    for (const { rows, outcomes } of samples) {
      for (let answer = 0; answer < rows.length; answer += 1) {
        const row = rows[answer]!;
        let logit = 0;
        for (const index of free) logit += weights[index]! * row[index]!;
        const p = 1 / (1 + Math.exp(-logit));
        const [surprise, information] = [(outcomes[answer]! - p) / rows.length, (p * (1 - p)) / rows.length];
        for (let at = 0; at < free.length; at += 1) {
          const value = row[free[at]!]!;
          gradient[at]! += value * surprise;
          for (let to = 0; to < free.length; to += 1) curvature[at]![to]! += value * row[free[to]!]! * information;
        }
      }
    }
    const moves = solved(curvature, gradient);
    free.forEach((index, at) => (weights[index]! += moves[at]!));
    if (moves.every((move) => Math.abs(move) < ENOUGH)) return weights;
  }
  throw new Error(`The weights did not settle in ${MOST_STEPS} steps.`);
}

/** Solves a symmetric positive system by Gauss' elimination. */
function solved(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, values[index]!]);
  rows.forEach((pivot, index) => {
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[index]! / pivot[index]!;
      row.forEach((_, column) => (row[column]! -= factor * pivot[column]!));
    }
  });
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}
