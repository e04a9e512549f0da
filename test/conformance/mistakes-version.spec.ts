import { MistakesV1Algorithm, MistakesV2Algorithm } from 'learning-engine/algorithms';
import { simulatedClass } from '../support/models/simulated-class.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { type Attempts, mistakesVersion } from '../../src/learning-engine/evidence/analyses/mistakes-version.js';

const { input } = simulatedClass({ seed: 1, learners: 120, questions: 8, sd: 1, misconception: true });
const { now, questions, attempts } = input;
const learners = Array.from({ length: 120 }, (_, n) =>
  attempts.filter(({ learner_id }) => learner_id === `l${n}`),
) as Attempts[];

function versionOf(version: 'v1' | 'v2', most?: number) {
  const { module, params } = definitionOf({ v1: MistakesV1Algorithm, v2: MistakesV2Algorithm }[version]);
  return mistakesVersion({ key: 'mistakes', version, module: module!, params: JSON.stringify(new params()) }, most);
}

describe('a version of mistakes', () => {
  it('finds in parts what it finds at once, where it takes counts', async () => {
    const asked = { now, questions: questions.map((question) => ({ ...question })) };
    const [whole, parts] = [await versionOf('v2'), await versionOf('v2', 100)];
    expect(parts.analyse(asked, learners)).toEqual(whole.analyse(asked, learners));
    expect(whole.analyse(asked, learners)).toMatchObject({ result: { pairs: { learners: 120 } } });
    expect([whole.takesParts, whole.takesDifficulties]).toEqual([true, true]);
    const { takesParts, takesDifficulties } = await versionOf('v1');
    expect([takesParts, takesDifficulties]).toEqual([false, false]);
  });

  it('says what it does not take', async () => {
    const version = await versionOf('v2');
    const asked = { now, questions: questions.slice(1).map((question) => ({ ...question })) };
    expect(version.analyse(asked, learners)).toEqual({ rejection: expect.stringContaining('question_id') as string });
  });
});
