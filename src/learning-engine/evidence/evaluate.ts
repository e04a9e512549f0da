import { type FoldedAnswer } from '../authoring/fold.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { compareIds } from '../kit/order.js';
import { inFoldOrder } from '../learners/folding.js';
import { type ByGroup, byGroup } from './by-group.js';
import { type Evaluation, evaluationOf } from './evaluation.js';
import { CONSTANT, EvaluationTally, MOVING_AVERAGE } from './evaluation-tally.js';
import { type Contender, type Counts, countsOf, type LearnerLog, replayed } from './replayed.js';

export interface EvaluationOptions {
  /** Which answers are judged. All are folded. Default all. */
  isJudged?: (answer: FoldedAnswer) => boolean;
  /** Of learners, what group they are of: for figures by group. Default none. */
  groupOf?: ReadonlyMap<string, string>;
  onProgress?: (doneLearners: number, learners: number) => void;
}

export const NOTHING_TO_JUDGE = 'must have an answer that every version predicts';

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
  { isJudged = () => true, groupOf, onProgress }: EvaluationOptions = {},
): Evaluation & { by_group?: ByGroup } {
  checkUnique('answers', logs.map(({ learnerId }) => learnerId)); // prettier-ignore
  checkUnique('contenders', [...contenders.map(({ name }) => name), CONSTANT, MOVING_AVERAGE]);
  const inOrder = logs.toSorted((one, other) => compareIds(one.learnerId, other.learnerId));
  const learners = inOrder.map((log, index) => {
    const placed = { ...log, answers: inFoldOrder(log.answers).map(({ answer }) => answer) };
    const learner = replayed(placed, contenders, isJudged);
    onProgress?.(index + 1, inOrder.length);
    return { log: placed, learner };
  });
  const counts: Counts = { judged: 0, right: 0 };
  for (const { judged, right } of learners.map(({ learner }) => countsOf(learner))) {
    counts.judged += judged;
    counts.right += right;
  }
  if (counts.judged === 0) throw new InvalidArgumentError('answers', NOTHING_TO_JUDGE);
  const tally = new EvaluationTally(contenders.map(({ name }) => name), counts); // prettier-ignore
  for (const { learner } of learners) tally.add(learner);
  const evaluation = evaluationOf(tally.tallied());
  return groupOf ? { ...evaluation, by_group: byGroup(learners, { groupOf, contenders, isJudged }) } : evaluation;
}

function checkUnique(field: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw new InvalidArgumentError(field, `must not name ${twice} twice`);
}
