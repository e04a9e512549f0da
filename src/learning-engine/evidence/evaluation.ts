import { type Estimate, estimates } from './bootstrap.js';
import { drawnBy } from './classes.js';
import { type Tallied } from './evaluation-tally.js';
import { type Measures } from './measures.js';

/** Measures of one contender. */
export type ContenderMeasures = Measures & {
  name: string;
  /** 95 % interval; null for fewer than five learners. */
  log_loss_interval: [number, number] | null;
};

export type Verdict = 'better' | 'worse' | 'cannot tell';

/** Whether one contender predicts better than the first one. */
export type Comparison = {
  name: string;
  against: string;
  /** Mean log loss of this one less that of the other: below 0 is better. */
  log_loss_difference: number;
  interval: [number, number] | null;
  /** `cannot tell` where the interval has 0 in it, or there is none. */
  verdict: Verdict;
  /** Half of the interval's width: a smaller difference could not have been seen. */
  smallest_difference: number | null;
};

/** Which of several contenders predicts the answers of learners best. */
export type Evaluation = {
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
  /** Of how many classes the learners with judged answers are. */
  classes: number;
  /** What was drawn anew for the intervals: classes where there are at least 8 of them. */
  intervals_over: 'classes' | 'learners';
  contenders: ContenderMeasures[];
  comparisons: Comparison[];
};

/** The same ones are drawn each time, so that the same answers give the same intervals. */
const DRAWN = { seed: 'evaluation' };

/** Finds the intervals of what was added up, and says which contender is better. */
export function evaluationOf({ contenders, judged_by_learner, class_by_learner, ...counts }: Tallied): Evaluation {
  const { over, classes, sumsOf } = drawnBy(class_by_learner);
  const [first, ...others] = contenders;
  const losses = contenders.map((one) => one.losses);
  const differences = others.map((one) => one.losses.map((loss, index) => loss - first!.losses[index]!));
  const found = estimates([...losses, ...differences].map(sumsOf), sumsOf(judged_by_learner), DRAWN);
  return {
    ...counts,
    classes,
    intervals_over: over,
    contenders: contenders.map(({ name, measures }, index) => ({
      name,
      ...measures,
      log_loss_interval: found[index]!.interval,
    })),
    comparisons: others.map(({ name }, index) =>
      compared({ name, against: first!.name }, found[contenders.length + index]!),
    ),
  };
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
