import { type Counts, countsOf } from '../replayed.js';
import { type ReplayFailures } from './evaluation-report.js';
import { type ReplayedLearner } from './replay-learners.compute.js';

/** What is known of all learners who were replayed so far. */
export type ReplayCounts = {
  counts: Counts;
  failures: ReplayFailures;
  /** Missing where an earlier release began the evaluation. */
  rapid?: number;
};

export function added(kept: ReplayCounts, learners: readonly ReplayedLearner[]): ReplayCounts {
  const all = learners.map(({ replayed }) => countsOf(replayed));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const failedAt = (at: number) => learners.filter(({ failed }) => failed.at(at)).length;
  const hasActive = learners.some(({ failed }) => failed.length > 1);
  return {
    counts: {
      judged: kept.counts.judged + sum(all.map(({ judged }) => judged)),
      right: kept.counts.right + sum(all.map(({ right }) => right)),
    },
    failures: {
      active: kept.failures.active + (hasActive ? failedAt(0) : 0),
      candidate: kept.failures.candidate + failedAt(-1),
    },
    rapid: (kept.rapid ?? 0) + sum(learners.map(({ rapid }) => rapid)),
  };
}
