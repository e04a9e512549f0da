import { CERTAIN, lossOf, TENTHS, tenthOf } from '../kit/prediction.js';

/** What was predicted of answers of one learner, and what came. */
export interface Judged {
  /** Probabilities of a right answer, 0 to 1. */
  predicted: readonly number[];
  /** For each, whether the answer was right. */
  right: readonly boolean[];
}

/** The answers whose prediction lies in one tenth of 0 to 1. */
export type CalibrationBin = {
  /** Where the tenth begins. */
  from: number;
  answers: number;
  /** Mean prediction; null without answers. */
  predicted: number | null;
  /** Share of right answers; null without answers. */
  right: number | null;
};

/** How good predictions are. */
export type Measures = {
  /** Mean of -ln p of what came; lower is better. A constant has the entropy of its share at best. */
  log_loss: number;
  /**
   * Probability that of a right and a wrong answer the right one was predicted higher, by predictions to a ten thousandth of a
   * logit; null where all answers are alike.
   */
  auc: number | null;
  /** Mean squared error; lower is better. */
  brier: number;
  /** Mean distance of the predictions in a tenth from the share that was right there, by answers. */
  calibration_error: number;
  bins: CalibrationBin[];
};

/** So finely predictions are told apart in the area under the curve: by ten thousandths of a logit, as they crowd near 0 and 1. */
const PER_LOGIT = 10_000;
const FARTHEST = Math.ceil(Math.log(1 / CERTAIN) * PER_LOGIT);

/** Sums over the answers whose prediction lies in one tenth. */
export interface TenthSums {
  answers: number;
  predicted: number;
  right: number;
}

/** @param tenths of 0 to 1, in their order; at least one has answers */
export function calibrationOf(tenths: readonly TenthSums[]): Pick<Measures, 'calibration_error' | 'bins'> {
  const bins = tenths.map(({ answers, predicted, right }, index) => ({
    from: index / TENTHS,
    answers,
    predicted: answers ? predicted / answers : null,
    right: answers ? right / answers : null,
  }));
  const [distance, all] = bins.reduce(
    ([sum, count], bin) => [
      sum + (bin.answers && bin.answers * Math.abs(bin.predicted! - bin.right!)),
      count + bin.answers,
    ],
    [0, 0],
  );
  return { calibration_error: distance / all, bins };
}

const placeOf = (predicted: number): number => {
  const certain = Math.min(1 - CERTAIN, Math.max(CERTAIN, predicted));
  return FARTHEST + Math.round(Math.log(certain / (1 - certain)) * PER_LOGIT);
};

/** Measures predictions of many learners, one after the other: what it holds does not grow with them. Each answer counts the same. */
export class MeasureTally {
  private answers = 0;
  private loss = 0;
  private squares = 0;
  private readonly bins = Array.from({ length: TENTHS }, () => ({ answers: 0, predicted: 0, right: 0 }));
  /** How many right and wrong answers were predicted at each place. */
  private readonly rights = new Uint32Array(2 * FARTHEST + 1);
  private readonly wrongs = new Uint32Array(2 * FARTHEST + 1);

  /** Learners in an order that is their own, such as that of their ids: sums differ in the last bits with the order. */
  add({ predicted, right }: Judged): void {
    predicted.forEach((p, index) => {
      const isRight = right[index]!;
      this.answers += 1;
      this.loss += lossOf(p, isRight);
      this.squares += (p - Number(isRight)) ** 2;
      const bin = this.bins[tenthOf(p)]!;
      bin.answers += 1;
      bin.predicted += p;
      bin.right += Number(isRight);
      (isRight ? this.rights : this.wrongs)[placeOf(p)]! += 1;
    });
  }

  measures(): Measures {
    return {
      log_loss: this.loss / this.answers,
      auc: this.areaUnderCurve(),
      brier: this.squares / this.answers,
      ...calibrationOf(this.bins),
    };
  }

  /** Mann and Whitney's statistic; where predictions are equal, half of the pairs count. */
  private areaUnderCurve(): number | null {
    let [ordered, rights, wrongs] = [0, 0, 0];
    for (let place = 0; place <= 2 * FARTHEST; place += 1) {
      const [right, wrong] = [this.rights[place]!, this.wrongs[place]!];
      ordered += right * (wrongs + wrong / 2);
      rights += right;
      wrongs += wrong;
    }
    return rights === 0 || wrongs === 0 ? null : ordered / (rights * wrongs);
  }
}
