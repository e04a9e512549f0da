import { createHash } from 'node:crypto';
import { constant, movingAverage } from './baselines.js';
import { lossOf } from '../kit/prediction.js';
import { type Measures, MeasureTally } from './measures.js';
import { type Counts, type Replayed } from './replayed.js';

export const CONSTANT = 'constant';
export const MOVING_AVERAGE = 'moving average';

/** All that an evaluation is made of: plain data. */
export type Tallied = {
  learners: number;
  answers: number;
  judged: number;
  not_predicted: number;
  right: number;
  answers_digest: string;
  contenders: {
    name: string;
    measures: Measures;
    /** Of each learner with a judged answer: the sum of the log losses. */
    losses: number[];
  }[];
  /** Of each such learner: how many answers are judged. */
  judged_by_learner: number[];
  /** Of each such learner: their class; null where there is none. */
  class_by_learner: (string | null)[];
};

/** Adds up what was replayed, learner by learner, in the order of their ids. It holds a few numbers of each learner. */
export class EvaluationTally {
  private readonly digest = createHash('sha256');
  private readonly share: number;
  private readonly predictors;
  private readonly perLearner: number[] = [];
  private readonly classes: (string | null)[] = [];
  private learners = 0;
  private answers = 0;
  private toJudge = 0;

  /** @param counts of all learners together */
  constructor(
    names: readonly string[],
    private readonly counts: Counts,
  ) {
    this.share = counts.right / counts.judged;
    const [always, average] = [constant(this.share), movingAverage(this.share)];
    const predictors: { name: string; of: (learner: Replayed) => readonly (number | null)[] }[] = [
      ...names.map((name, index) => ({ name, of: ({ predictions }: Replayed) => predictions[index]! })),
      { name: CONSTANT, of: ({ right }) => always(right) },
      { name: MOVING_AVERAGE, of: ({ right }) => average(right) },
    ];
    this.predictors = predictors.map((one) => ({ ...one, measures: new MeasureTally(), losses: [] as number[] }));
  }

  add(learner: Replayed): void {
    const { digest, right, chosen, to_judge, class_id } = learner;
    this.digest.update(this.learners === 0 ? digest : `,${digest}`);
    this.learners += 1;
    this.answers += right.length;
    this.toJudge += to_judge;
    if (chosen.length === 0) return;
    this.perLearner.push(chosen.length);
    this.classes.push(class_id);
    const came = chosen.map((at) => right[at]!);
    for (const { of, measures, losses } of this.predictors) {
      const all = of(learner);
      const predicted = chosen.map((at) => all[at]!);
      measures.add({ predicted, right: came });
      losses.push(predicted.reduce((sum, p, index) => sum + lossOf(p, came[index]!), 0));
    }
  }

  tallied(): Tallied {
    const { judged } = this.counts;
    return {
      ...{ learners: this.learners, answers: this.answers, judged, not_predicted: this.toJudge - judged },
      ...{ right: this.share, answers_digest: this.digest.digest('hex') },
      contenders: this.predictors.map(({ name, measures, losses }) => ({
        name,
        measures: measures.measures(),
        losses,
      })),
      judged_by_learner: this.perLearner,
      class_by_learner: this.classes,
    };
  }
}
