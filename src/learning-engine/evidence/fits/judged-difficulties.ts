import { sha256 } from '../../json/canonical-json.js';
import { type CalibratedItem } from '../../learners/sets/calibration.js';
import { type Evaluation, evaluationOf } from '../evaluation.js';
import { EvaluationTally } from '../evaluation-tally.js';
import { countsOf, type Replayed } from '../replayed.js';
import { difficultiesOf, type EstimateBank } from './estimating.js';
import { ExpectedAbility } from './expected-ability.js';
import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';

const NAME = 'new';

/** A fifth of the learners, by chance and the same ones each time. */
const isJudged = ([id]: AnsweringLearner): boolean => Number.parseInt(sha256(`judged|${id}`).slice(0, 8), 16) % 5 === 0;

/**
 * How well difficulties that are estimated without a fifth of the learners predict the answers of these, each from their earlier ones.
 * The calibration before is no fair rival: it may be estimated from the same answers, and is on the scale of its own learners.
 *
 * @returns null where no answer can be predicted
 */
export function judgedDifficulties(learners: readonly AnsweringLearner[], estimate: EstimateBank): Evaluation | null {
  const others = learners.filter((learner) => !isJudged(learner));
  const { items, fit } = estimate(others);
  if (!fit.converged) return null;
  const known = new Map(difficultiesOf(items).map((item) => [item.item_id, item]));
  const replayed = learners.filter(isJudged).map(([id, first]): Replayed => {
    const predictions = predictionsOf(first, known);
    const right = first.map(([, isRight]) => isRight === 1);
    const chosen = right.flatMap((_, at) => (predictions[at] === null ? [] : [at]));
    const digest = sha256(JSON.stringify([id, first]));
    return { digest, class_id: null, right, to_judge: right.length, chosen, predictions: [predictions] };
  });
  const all = replayed.map(countsOf);
  const counts = {
    judged: all.reduce((sum, one) => sum + one.judged, 0),
    right: all.reduce((sum, one) => sum + one.right, 0),
  };
  if (counts.judged === 0) return null;
  const tally = new EvaluationTally([NAME], counts);
  for (const learner of replayed) tally.add(learner);
  return evaluationOf(tally.tallied());
}

/** Each from the answers before it. */
function predictionsOf(first: readonly FirstAnswer[], known: ReadonlyMap<string, CalibratedItem>): (number | null)[] {
  const ability = new ExpectedAbility();
  return first.map(([item, right]) => {
    const found = known.get(item);
    if (!found) return null;
    const predicted = ability.expected(found);
    ability.add(found, right === 1);
    return predicted;
  });
}
