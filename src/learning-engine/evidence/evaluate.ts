import { type FoldedAnswer } from '../authoring/fold.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { compareIds } from '../kit/order.js';
import { inFoldOrder } from '../learners/folding.js';
import { constant, movingAverage } from './baselines.js';
import { type Estimate, estimate } from './bootstrap.js';
import { type Judged, lossOf, type Measures, measure } from './measures.js';
import { type Predictor } from './replay.js';

/** The answers of one learner, in any order. */
export interface LearnerLog {
  learnerId: string;
  answers: readonly FoldedAnswer[];
}

/** What predicts answers. */
export interface Contender {
  name: string;
  predict: Predictor;
}

export interface EvaluationOptions {
  /** Which answers are judged. All are folded. Default all. */
  isJudged?: (answer: FoldedAnswer) => boolean;
  onProgress?: (doneLearners: number, learners: number) => void;
}

/** Measures of one contender. */
export interface ContenderMeasures extends Measures {
  name: string;
  /** 95 % interval over learners; null for fewer than five. */
  log_loss_interval: [number, number] | null;
}

/** Whether one contender predicts better than the first one. */
export interface Comparison {
  name: string;
  against: string;
  /** Mean log loss of this one less that of the other: below 0 is better. */
  log_loss_difference: number;
  interval: [number, number] | null;
  /** `cannot tell` where the interval has 0 in it, or there is none. */
  verdict: 'better' | 'worse' | 'cannot tell';
  /** Half of the interval's width: a smaller difference could not have been seen. */
  smallest_difference: number | null;
}

/** Which of several contenders predicts the answers of learners best. */
export interface Evaluation {
  learners: number;
  answers: number;
  /** Answers that every contender predicts. All measures are of these. */
  judged: number;
  /** Answers that were to be judged, and that one contender or more does not predict. */
  not_predicted: number;
  /** Share of right answers among the judged. */
  right: number;
  /** SHA-256 of the answers, in their own order. */
  answers_digest: string;
  contenders: ContenderMeasures[];
  comparisons: Comparison[];
}

/** The answers of one learner, with what each contender predicted. */
interface Replayed {
  answers: readonly FoldedAnswer[];
  /** How many were to be judged. */
  toJudge: number;
  /** Places of those that are judged: every contender predicts them. */
  chosen: readonly number[];
  /** By contender. */
  predictions: readonly (number | null)[][];
}

/**
 * Replays the answers of learners: each is predicted from the answers of that learner before it, and then folded. Beside the
 * contenders stand a constant, the share of right answers itself, and a moving average of the learner's answers. All are measured
 * on the same answers. The result does not depend on the order in which learners and answers are given.
 *
 * @param contenders the first is the one that the others are compared with
 * @throws InvalidArgumentError where there is nothing to judge, or two learners or contenders have one name
 */
export function evaluate(
  logs: readonly LearnerLog[],
  contenders: readonly Contender[],
  { isJudged = () => true, onProgress }: EvaluationOptions = {},
): Evaluation {
  checkUnique('answers', logs.map(({ learnerId }) => learnerId)); // prettier-ignore
  checkUnique('contenders', [...contenders.map(({ name }) => name), CONSTANT, MOVING_AVERAGE]);
  const inOrder = logs
    .map(({ learnerId, answers }) => ({ learnerId, answers: inFoldOrder(answers).map(({ answer }) => answer) }))
    .sort((one, other) => compareIds(one.learnerId, other.learnerId));

  const judged = inOrder.map(({ answers }, index): Replayed => {
    const predictions = contenders.map((contender) => predictionsOf(contender, answers));
    onProgress?.(index + 1, inOrder.length);
    const toJudge = answers.flatMap((answer, at) => (isJudged(answer) ? [at] : []));
    return {
      answers,
      toJudge: toJudge.length,
      chosen: toJudge.filter((at) => predictions.every((of) => of[at] !== null)),
      predictions,
    };
  });
  const toJudge = judged.reduce((sum, learner) => sum + learner.toJudge, 0);
  const known = judged.filter(({ chosen }) => chosen.length > 0);
  const right = known.flatMap(({ answers, chosen }) => chosen.map((at) => answers[at]!.correct));
  if (right.length === 0) throw new InvalidArgumentError('answers', 'must have an answer that every version predicts');
  const share = right.filter(Boolean).length / right.length;

  const predictors: { name: string; of: (learner: Replayed) => (number | null)[] }[] = [
    ...contenders.map(({ name }, index) => ({ name, of: ({ predictions }: Replayed) => predictions[index]! })),
    { name: CONSTANT, of: ({ answers }) => constant(share)(answers) },
    { name: MOVING_AVERAGE, of: ({ answers }) => movingAverage(share)(answers) },
  ];
  const measured = predictors.map(({ name, of }) => ({
    name,
    learners: known.map((learner): Judged => {
      const predictions = of(learner);
      const { answers, chosen } = learner;
      return { predicted: chosen.map((at) => predictions[at]!), right: chosen.map((at) => answers[at]!.correct) };
    }),
  }));

  return {
    learners: logs.length,
    answers: inOrder.reduce((sum, { answers }) => sum + answers.length, 0),
    judged: right.length,
    not_predicted: toJudge - right.length,
    right: share,
    answers_digest: sha256(inOrder.map((log) => sha256(canonicalJson(log as unknown as JsonValue))).join()),
    contenders: measured.map(({ name, learners }) => ({
      name,
      ...measure(learners),
      log_loss_interval: estimate(learners.map(lossesOf), DRAWN).interval,
    })),
    comparisons: measured
      .slice(1)
      .map(({ name, learners }) =>
        compared({ name, against: measured[0]!.name }, difference(learners, measured[0]!.learners)),
      ),
  };
}

function predictionsOf({ name, predict }: Contender, answers: readonly FoldedAnswer[]): (number | null)[] {
  const predictions = predict(answers);
  const wrong = predictions.find((p) => p !== null && !(p >= 0 && p <= 1));
  if (wrong !== undefined)
    throw new InvalidArgumentError('contenders', `must predict probabilities: ${name} gives ${wrong}`);
  return predictions;
}

/** The same learners are drawn each time, so that the same answers give the same intervals. */
const DRAWN = { seed: 'evaluation' };

const CONSTANT = 'constant';
const MOVING_AVERAGE = 'moving average';

function checkUnique(field: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw new InvalidArgumentError(field, `must not name ${twice} twice`);
}

const lossesOf = ({ predicted, right }: Judged) => ({
  sum: predicted.reduce((sum, p, index) => sum + lossOf(p, right[index]!), 0),
  answers: predicted.length,
});

function difference(learners: readonly Judged[], others: readonly Judged[]): Estimate {
  const shares = learners.map((learner, index) => {
    const [own, other] = [lossesOf(learner), lossesOf(others[index]!)];
    return { sum: own.sum - other.sum, answers: own.answers };
  });
  return estimate(shares, DRAWN);
}

function compared(names: Pick<Comparison, 'name' | 'against'>, { mean, interval }: Estimate): Comparison {
  const [low, high] = interval ?? [-Infinity, Infinity];
  return {
    ...names,
    log_loss_difference: mean,
    interval,
    verdict: high < 0 ? 'better' : low > 0 ? 'worse' : 'cannot tell',
    smallest_difference: interval && (high - low) / 2,
  };
}
