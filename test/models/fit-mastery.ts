import { readFile } from 'node:fs/promises';
import { readAnswerFile } from '../../src/learning-engine/answer-files/read-answer-file.js';
import { MasteryV2Params } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { fittedWeights, sampleOf } from './mastery-weights.js';

/**
 * Weights of mastery v2 that files of answers have in common, each file counting the same, as parameters.
 *
 * @param without files of learners, one on each line, that are left out: those that the weights will be judged on
 */
export async function fitMastery(
  answers: readonly string[],
  without: readonly string[],
): Promise<Partial<MasteryV2Params>> {
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
  const rounded = fittedWeights(samples).map((weight, index) => [`w${index}`, Number(weight.toFixed(3))]);
  return Object.fromEntries(rounded) as Partial<MasteryV2Params>;
}
