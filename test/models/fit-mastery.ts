import { readFile } from 'node:fs/promises';
import { readAnswerFile } from '../../src/learning-engine/answer-files/read-answer-file.js';
import { MasteryV2Params } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { weightsOf } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.model.js';
import { drawnTowards, ownShare } from '../../src/learning-engine/kit/fitting/drawn-towards.js';
import { fittedWeights } from '../../src/learning-engine/kit/fitting/logistic-regression.js';
import { sampleOf } from './mastery-weights.js';

/** Answers to which own weights count as much as those that they are drawn towards. */
const HALF = 10_000;

/**
 * Weights of mastery v2 that files of answers have in common, each file counting the same, as parameters.
 *
 * @param without for each file of answers a file of learners, one on each line, that are left out: those that the weights will be
 * judged on; or none
 * @param towards what the weights are drawn towards, the less the more answers there are; null for nothing
 * @throws where some files of answers have a file of learners, and others have not
 */
export async function fitMastery(
  answers: readonly string[],
  without: readonly string[],
  towards: Partial<MasteryV2Params> | null,
): Promise<Partial<MasteryV2Params>> {
  if (without.length > 0 && without.length !== answers.length) {
    throw new Error('--without must be given as often as --answers, or not at all');
  }
  const params = new MasteryV2Params();
  const samples = [];
  for (const [index, path] of answers.entries()) {
    const left = without[index] === undefined ? '' : await readFile(without[index], 'utf8');
    const leftOut = new Set(left.split(/\r?\n/));
    const { learners } = await readAnswerFile(path);
    const logs = [...learners].map(([learnerId, given]) => ({ learnerId, answers: given }));
    samples.push(
      sampleOf(
        logs.filter(({ learnerId }) => !leftOut.has(learnerId)),
        params,
      ),
    );
  }
  const fitted = fittedWeights(samples);
  const count = samples.reduce((sum, { rows }) => sum + rows.length, 0);
  const common = towards && weightsOf({ ...params, ...towards });
  const weights = common ? drawnTowards(common, fitted, ownShare(count, HALF)) : fitted;
  const rounded = weights.map((weight, index) => [`w${index}`, Number(weight.toFixed(3))]);
  return Object.fromEntries(rounded) as Partial<MasteryV2Params>;
}
