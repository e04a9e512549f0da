import { checkLastCounted, type CountedFields } from '../../../kit/last-counted.js';
import { type Report } from '../../../json/problem.js';
import { type DifficultyV1Input, type DifficultyV1Item, type DifficultyV1Learner } from './difficulty-v1.contract.js';
import { type DifficultyV1Params } from './difficulty-v1.params.js';

export const COUNTED: CountedFields<DifficultyV1Learner> = {
  count: 'answers',
  at: 'last_at',
  sequence: 'last_sequence',
  id: 'last_event_id',
};

/** What one answer can say at most, with a little for rounding. */
const MOST_INFO = 0.25 + 1e-9;

/** Reports states that contradict themselves, and those that are not on the scale of the parameters. */
export function checkStates(
  { b_clamp }: Readonly<DifficultyV1Params>,
  { items, learners, now }: Readonly<DifficultyV1Input>,
  report: Report,
): void {
  const isOnScale = (value: number) => Math.abs(value) <= b_clamp;
  const scale = `must be between ${-b_clamp} and ${b_clamp}: in logits, within b_clamp of 0`;
  items.forEach(({ difficulty, answers, info, recent }: DifficultyV1Item, index) => {
    if (!isOnScale(difficulty)) report(['items', index, 'difficulty'], scale);
    if (info > answers * MOST_INFO) report(['items', index, 'info'], 'must be at most 0.25 for each of the answers');
    if (recent.length > answers) report(['items', index, 'recent'], 'must not hold more results than answers');
  });
  learners.forEach((learner, index) => {
    const path = ['learners', index];
    if (!isOnScale(learner.theta)) report([...path, 'theta'], scale);
    checkLastCounted(learner, COUNTED, { path, now, report });
  });
}
