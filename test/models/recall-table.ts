import { RevisionV1Algorithm, RevisionV2Algorithm } from 'learning-engine/algorithms';
import { type Fold } from '../../src/learning-engine/authoring/fold.js';
import { type Evaluation } from '../../src/learning-engine/evidence/evaluation.js';
import { evaluate } from '../../src/learning-engine/evidence/evaluate.js';
import { replayOf } from '../../src/learning-engine/evidence/replay.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { RECALLING, revisingLearners } from '../support/models/revising-learners.js';

const DAYS = 100;

/** How revision v2, v1 and a moving average predict simulated learners. */
export function recallOf(name: string, learners: number, days: number): Evaluation {
  const contenders = [RevisionV2Algorithm, RevisionV1Algorithm].map((algorithm) => {
    const { params: Params, fold, key, version } = definitionOf(algorithm);
    const factsOf = () => ({ item_difficulty: null });
    const predict = replayOf({ fold: fold as unknown as Fold, params: new Params(), factsOf });
    return { name: `${key} ${version}`, predict };
  });
  return evaluate(revisingLearners(RECALLING[name]!, { learners, days, seed: 1 }), contenders);
}

/** Log loss of revision v2 and v1 for simulated learners, and how much worse the others are than v2, with intervals over learners. */
export function* recallTable(learners: number): Generator<string> {
  yield `| ${learners} learners × ${DAYS} days recall | v2 | v1 | v1 is worse by | moving average is worse by |`;
  yield '| --- | --- | --- | --- | --- |';
  for (const name of Object.keys(RECALLING)) {
    const found = recallOf(name, learners, DAYS);
    const worse = (contender: string) => {
      const { log_loss_difference, interval } = found.comparisons.find((one) => one.name === contender)!;
      return [log_loss_difference, ...(interval ?? [])].map((value) => value.toFixed(4));
    };
    const cells = ['revision v1', 'moving average'].map((contender) => {
      const [difference, low, high] = worse(contender);
      return low === undefined ? difference : `${difference} (${low} to ${high})`;
    });
    const [v2, v1] = found.contenders;
    yield `| ${[name, v2!.log_loss.toFixed(4), v1!.log_loss.toFixed(4), ...cells].join(' | ')} |`;
  }
}
