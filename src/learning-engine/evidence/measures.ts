/** What was predicted of answers of one learner, and what came. */
export interface Judged {
  /** Probabilities of a right answer, 0 to 1. */
  predicted: readonly number[];
  /** For each, whether the answer was right. */
  right: readonly boolean[];
}

/** The answers whose prediction lies in one tenth of 0 to 1. */
export interface CalibrationBin {
  /** Where the tenth begins. */
  from: number;
  answers: number;
  /** Mean prediction; null without answers. */
  predicted: number | null;
  /** Share of right answers; null without answers. */
  right: number | null;
}

/** How good predictions are. */
export interface Measures {
  /** Mean of -ln p of what came; lower is better. A constant has the entropy of its share at best. */
  log_loss: number;
  /** Probability that of a right and a wrong answer the right one was predicted higher; null where all answers are alike. */
  auc: number | null;
  /** Mean squared error; lower is better. */
  brier: number;
  /** Mean distance of the predictions in a tenth from the share that was right there, by answers. */
  calibration_error: number;
  bins: CalibrationBin[];
}

/** A prediction of 0 or 1 that fails would cost without bound. */
const CERTAIN = 1e-9;

export const lossOf = (predicted: number, isRight: boolean): number =>
  -Math.log(Math.max(CERTAIN, isRight ? predicted : 1 - predicted));

/**
 * Measures predictions of many learners. Each answer counts the same.
 *
 * @param learners in an order that is their own, such as that of their ids: sums differ in the last bits with the order
 */
export function measure(learners: readonly Judged[]): Measures {
  const predicted = learners.flatMap((learner) => learner.predicted);
  const right = learners.flatMap((learner) => learner.right);
  const bins = binsOf(predicted, right);
  return {
    log_loss: mean(predicted.map((p, index) => lossOf(p, right[index]!))),
    auc: areaUnderCurve(predicted, right),
    brier: mean(predicted.map((p, index) => (p - Number(right[index]!)) ** 2)),
    calibration_error:
      bins.reduce((sum, bin) => sum + (bin.answers && bin.answers * Math.abs(bin.predicted! - bin.right!)), 0) /
      predicted.length,
    bins,
  };
}

/** Mann and Whitney's statistic, by mean ranks where predictions are equal. */
function areaUnderCurve(predicted: readonly number[], right: readonly boolean[]): number | null {
  const order = predicted.map((_, index) => index).sort((one, other) => predicted[one]! - predicted[other]!);
  let ranks = 0;
  let rights = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && predicted[order[end]!] === predicted[order[start]!]) end += 1;
    const among = order.slice(start, end).filter((index) => right[index]).length;
    ranks += among * ((start + 1 + end) / 2);
    rights += among;
    start = end;
  }
  const pairs = rights * (order.length - rights);
  return pairs === 0 ? null : (ranks - (rights * (rights + 1)) / 2) / pairs;
}

const BINS = 10;

function binsOf(predicted: readonly number[], right: readonly boolean[]): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({ answers: 0, predicted: 0, right: 0 }));
  predicted.forEach((p, index) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(p * BINS))]!;
    bin.answers += 1;
    bin.predicted += p;
    bin.right += Number(right[index]!);
  });
  return bins.map((bin, index) => ({
    from: index / BINS,
    answers: bin.answers,
    predicted: bin.answers ? bin.predicted / bin.answers : null,
    right: bin.answers ? bin.right / bin.answers : null,
  }));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
