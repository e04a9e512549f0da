import { RevisionV1Params } from '../../src/learning-engine/algorithms/revision/v1/revision-v1.params.js';
import { revisionV1Fold } from '../../src/learning-engine/algorithms/revision/v1/revision-v1.fold.js';
import { readAnswerFile } from '../../src/learning-engine/answer-files/read-answer-file.js';
import { type FoldedAnswer } from '../../src/learning-engine/authoring/fold.js';
import { fitWeights } from '../../src/learning-engine/kit/fsrs/fit-weights.js';
import { lossOf } from '../../src/learning-engine/kit/prediction.js';
import { foldAnew, inFoldOrder } from '../../src/learning-engine/learners/folding.js';

const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8];

/**
 * What weights of FSRS-6 that are fitted to the first reviews of learners gain on the later ones of the same learners. Lines of
 * Markdown.
 *
 * @param path a file of answers; without a column of learners, of one
 */
export async function* fitRecall(path: string): AsyncGenerator<string> {
  const { learners } = await readAnswerFile(path, { learnerId: 'one' });
  const logs = [...learners.values()].map((answers) => inFoldOrder(answers).map(({ answer }) => answer));
  const params = new RevisionV1Params();
  yield '| fitted to the first | judged | defaults | fitted | gain |';
  yield '| --- | --- | --- | --- | --- |';
  for (const share of SHARES) {
    const earlier = logs.map((log) => log.slice(0, Math.floor(share * log.length)));
    const factual = earlier.map((log) => log.map((answer) => ({ answer, facts: { item_difficulty: null } })));
    const fitted = fitWeights(factual, params, revisionV1Fold.contexts);
    const [before, after] = [params, fitted].map((set) => losses(set, logs, share));
    const cells = [before!.mean, after!.mean, before!.mean - after!.mean].map((value) => value.toFixed(4));
    yield `| ${[`${Math.round(share * 100)} %`, before!.judged, ...cells].join(' | ')} |`;
  }
}

/** Of what comes after a share of each log. */
function losses(params: RevisionV1Params, logs: readonly FoldedAnswer[][], share: number) {
  const all = logs.flatMap((log) => {
    const { predicted } = foldAnew({ fold: revisionV1Fold, params }, inFoldOrder(log));
    return log.slice(Math.floor(share * log.length)).flatMap(({ event_id, correct }) => {
      const probability = predicted.get(event_id);
      return probability === undefined ? [] : [lossOf(probability, correct)];
    });
  });
  return { judged: all.length, mean: all.reduce((sum, one) => sum + one, 0) / all.length };
}
