import { MasteryV1Algorithm, MasteryV2Algorithm } from 'learning-engine/algorithms';
import { type CandidateAnswer, compute } from '../../src/learning-engine/evidence/fits/candidate.compute.js';
import { objection } from '../../src/learning-engine/evidence/fits/verdict.js';
import { inFoldOrder } from '../../src/learning-engine/learners/folding.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { scaled } from '../support/fault-scale.js';
import { answeringLearners, type AnsweringSettings, dayOf } from '../support/models/answering-learners.js';

const ANSWERS = 30;
const versions = { v1: MasteryV1Algorithm, v2: MasteryV2Algorithm };

function candidate(
  settings: Partial<AnsweringSettings>,
  version: keyof typeof versions,
  active: object = {},
): Promise<CandidateAnswer> {
  const { module, params } = definitionOf(versions[version]);
  const set = JSON.stringify({ ...new params(), ...active });
  const learners = answeringLearners({ seed: 1, learners: 400, answers: ANSWERS, ...settings });
  return compute({
    pair: { key: 'mastery', version, module: module!, params: set },
    learners: learners.map(([id, answers]) => [id, inFoldOrder(answers)]),
    judge_from: dayOf(ANSWERS / 2),
  });
}

describe('a candidate that is fitted to the answers of some learners, and judged by later ones of others', () => {
  it.each([
    ['v1', { p_slip: 0.3, p_init: 0.6 }, true],
    ['v2', { w0: -1, w3: 0.1, w4: 3 }, false],
  ] as const)('is taken where the active set of %s predicts badly', async (version, active, knowing) => {
    const { outcome, report } = await candidate({ knowing }, version, active);

    expect([outcome, objection(report.differences!, 1)]).toEqual([null, undefined]);
    expect(report.differences!.active.interval![1]).toBeLessThan(0);
    expect(report.trained.answers + report.judged.answers).toBe((400 * ANSWERS) / 2);
    expect(report.evaluation!.contenders.map(({ name }) => name)).toEqual(['active', 'default', 'candidate', 'constant', 'moving average']); // prettier-ignore
  });

  it('is refused where it is worse, and where what it replaces was fitted to the same', async () => {
    const first = await candidate({ seed: 2, learners: 600 }, 'v2');
    const again = await candidate({ seed: 2, learners: 160 }, 'v2', first.report.candidate!);

    expect(objection(again.report.differences!, 1)).toMatch(/does not predict better/);
  });

  it('is refused where results are shuffled among learners, in at least 95 of 100 cases', async () => {
    const seeds = scaled(200, 12);
    let taken = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { report } = await candidate({ seed, learners: 150, shuffled: true }, 'v2');
      if (!objection(report.differences!, 1)) taken += 1;
    }
    expect(taken).toBeLessThanOrEqual(0.05 * seeds);
  }, 600_000);

  it('is none with too few answers', async () => {
    for (const settings of [{ learners: 1, answers: 10 }, { learners: 40 }]) {
      const { outcome, report } = await candidate(settings, 'v2');
      expect([outcome, report.candidate, report.differences]).toEqual(['TOO_FEW_ANSWERS', null, null]);
    }
  });

  it('is none where the version cannot be fitted from its active set', async () => {
    expect(await candidate({}, 'v1', { p_forget: 0.05 })).toMatchObject({
      outcome: 'NOT_FITTED',
      report: { candidate: null },
    });
  });
});
