import { MasteryV1Algorithm, MasteryV2Algorithm } from 'learning-engine/algorithms';
import { type FoldedAnswer, LEARNER_SCOPE } from 'learning-engine/authoring';
import {
  type CandidateAnswer,
  compute,
  isTrained,
  type TakenEntry,
} from '../../src/learning-engine/evidence/fits/candidate.compute.js';
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
  return candidateOf(answeringLearners({ seed: 1, learners: 400, answers: ANSWERS, ...settings }), version, active);
}

function candidateOf(
  learners: readonly [string, readonly (FoldedAnswer | TakenEntry)[]][],
  version: keyof typeof versions,
  active: object = {},
): Promise<CandidateAnswer> {
  const { module, params } = definitionOf(versions[version]);
  const set = JSON.stringify({ ...new params(), ...active });
  const areEntries = (all: readonly (FoldedAnswer | TakenEntry)[]): all is TakenEntry[] => 'instant' in all[0]!;
  return compute({
    pair: { key: 'mastery', version, module: module!, params: set },
    learners: learners.map(([id, all]) => [id, areEntries(all) ? all : inFoldOrder(all as FoldedAnswer[])]),
    judge_from: dayOf(ANSWERS / 2),
  });
}

/** The fit of v1 takes the first skill; all before it calls methods. */
const withoutIterator = (skills: FoldedAnswer['skills']): FoldedAnswer['skills'] =>
  Object.assign([...skills], {
    [Symbol.iterator]: () => {
      throw new TypeError('a fault');
    },
  });

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
  });

  it('is refused where those who were trained on can be predicted, and the others cannot', async () => {
    const seeds = scaled(200, 12);
    let taken = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const settings = { seed, learners: 150, answers: ANSWERS };
      const noise = new Map(answeringLearners({ ...settings, shuffled: true }));
      const learners = answeringLearners(settings).map(([id, answers]): [string, FoldedAnswer[]] => [id, isTrained(id) ? answers : noise.get(id)!]); // prettier-ignore
      const { report } = await candidateOf(learners, 'v2', { w0: -1, w3: 0.1, w4: 3 });
      if (!objection(report.differences!, 1)) taken += 1;
    }
    expect(taken).toBeLessThanOrEqual(0.05 * seeds);
  });

  it.each(['v1', 'v2'] as const)('is fitted by %s to what came after a reset as if it came first', (version) => {
    const { fit, params } = definitionOf(versions[version]);
    const logs = answeringLearners({ seed: 3, learners: 60, answers: ANSWERS }).map(([, answers]) =>
      answers.map((answer) => ({ answer, facts: { item_difficulty: null } })),
    );
    const [first, rest] = [logs.map((log) => log.slice(0, 10)), logs.map((log) => log.slice(10))];
    const reset = rest.map(([next, ...others], n) => [...first[n]!, { ...next!, resets: [LEARNER_SCOPE] }, ...others]);
    const active = new params();
    expect(fit!(reset, active)).toEqual(
      fit!(
        first.flatMap((log, n) => [log, rest[n]!]),
        active,
      ),
    );
    expect(fit!(reset, active)).not.toEqual(fit!(logs, active));
  });

  it('is trained on with the resets of its learners', async () => {
    const learners = answeringLearners({ seed: 1, learners: 400, answers: ANSWERS });
    const entries = learners.map(([id, answers]): [string, TakenEntry[]] => [id, inFoldOrder(answers)]);
    const placed = { instant: dayOf(8), sequence: null, id: 'reset', reset: LEARNER_SCOPE };
    const reset = entries.map(([id, all]): [string, TakenEntry[]] => [id, [...all.slice(0, 8), placed, ...all.slice(8)]]); // prettier-ignore
    const [without, within] = [await candidateOf(entries, 'v2'), await candidateOf(reset, 'v2')];
    expect(within.report.trained).toEqual(without.report.trained);
    expect(within.report.candidate).not.toEqual(without.report.candidate);
  });

  it('of a version that knows of durations is fitted and judged as if answers that came too fast were not there', async () => {
    const learners = answeringLearners({ seed: 1, learners: 400, answers: ANSWERS });
    const isRapid = (learner: number, answer: number) => learner % 4 === 0 && answer % 5 === 3;
    const timed = learners.map(([id, answers], learner): [string, FoldedAnswer[]] => [
      id,
      answers.map((answer, n) => {
        const rapid = isRapid(learner, n);
        return { ...answer, duration_ms: rapid ? 400 : 9000 + n, correct: rapid || answer.correct };
      }),
    ]);
    const slow = timed.map(([id, answers], learner): [string, FoldedAnswer[]] => [
      id,
      answers.filter((_, n) => !isRapid(learner, n)),
    ]);
    const [of, as] = [await candidateOf(timed, 'v2'), await candidateOf(slow, 'v2')];
    expect(of.report.trained.answers + of.report.judged.answers).toBe(
      as.report.trained.answers + as.report.judged.answers,
    );
    expect(of.report.candidate).toEqual(as.report.candidate);
    expect(of.report.differences).toEqual(as.report.differences);
    const untimed = timed.map(([id, answers]): [string, FoldedAnswer[]] => [
      id,
      answers.map((answer) => ({ ...answer, duration_ms: null })),
    ]);
    expect((await candidateOf(untimed, 'v2')).report.candidate).not.toEqual(of.report.candidate);
  });

  it('is no candidate, but a failure, where the fit of the version has a fault', async () => {
    const learners = answeringLearners({ seed: 1, learners: 400, answers: ANSWERS });
    const faulty = learners.map(([id, answers]): [string, FoldedAnswer[]] => [
      id,
      answers.map((answer) => ({ ...answer, skills: withoutIterator(answer.skills) })),
    ]);
    await expect(candidateOf(faulty, 'v1')).rejects.toThrow('a fault');
  });

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
