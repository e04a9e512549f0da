import { RevisionV1Algorithm, RevisionV1Params } from 'learning-engine/algorithms';
import { type FactualAnswer, type FoldedAnswer, LEARNER_SCOPE } from 'learning-engine/authoring';
import { foldAnew, inFoldOrder } from '../../src/learning-engine/learners/folding.js';
import { definitionOf, judgeParams } from '../support/engine/algorithm-laws.js';
import { FORGETFUL, RECALLING, revisingLearners, type RevisingSettings } from '../support/models/revising-learners.js';

const { fit, fold } = definitionOf(RevisionV1Algorithm);
const active = new RevisionV1Params();
const common = active.w;
const planted = common.map((weight, place) => (FORGETFUL as Record<number, number>)[place] ?? weight);

const simulated = (settings: Partial<RevisingSettings> = {}) =>
  revisingLearners(RECALLING['as the model says']!, {
    ...{ learners: 40, days: 60, seed: 1, weights: FORGETFUL, rated: true, ...settings },
  }).map(({ answers }) => answers);

const factual = (answers: readonly FoldedAnswer[]): FactualAnswer[] =>
  answers.map((answer) => ({ answer, facts: { item_difficulty: null } }));
const fitted = (logs: readonly (readonly FoldedAnswer[])[], params = active) =>
  fit!(logs.map(factual), params) as RevisionV1Params;

/** Log loss per predicted answer after the first share of each log. */
function lossOf(w: readonly number[], logs: readonly (readonly FoldedAnswer[])[], after = 0): number {
  const losses = logs.flatMap((answers) => {
    const { predicted } = foldAnew({ fold: fold!, params: { ...active, w } }, inFoldOrder(answers));
    return answers.slice(after * answers.length).flatMap(({ event_id, correct }) => {
      const p = predicted.get(event_id);
      return p === undefined ? [] : [-Math.log(correct ? p : 1 - p)];
    });
  });
  return losses.reduce((sum, one) => sum + one, 0) / losses.length;
}

const halves = (logs: readonly (readonly FoldedAnswer[])[], share: number) => ({
  earlier: logs.map((log) => log.slice(0, share * log.length)),
  gained: (w: readonly number[]) => lossOf(common, logs, share) - lossOf(w, logs, share),
});

describe('weights of FSRS-6 that are fitted to reviews', () => {
  it('predict other learners as well as the planted ones do, and far better than the defaults', () => {
    const { w, ...rest } = fitted(simulated({ learners: 20 }));
    const others = simulated({ seed: 2, learners: 20 });
    const [found, best, before] = [w, planted, common].map((weights) => lossOf(weights, others));

    expect(found).toBeLessThan(best! + 0.004);
    expect(found).toBeLessThan(before! - 0.05);
    expect(rest).toEqual({ ...active, w: undefined });
  });

  it.each([0.3, 0.7])('predict what comes after the first %s better, where the defaults are wrong', (share) => {
    const { earlier, gained } = halves(simulated({ learners: 12 }), share);
    expect(gained(fitted(earlier).w)).toBeGreaterThan(0.02);
  });

  it('predict what comes later as the defaults do, where these are right', () => {
    const { earlier, gained } = halves(simulated({ learners: 40, weights: {} }), 0.5);
    expect(gained(fitted(earlier).w)).toBeGreaterThan(-0.0005);
  });

  it('stay near the defaults by few reviews, and at them by none', () => {
    const few = fitted(simulated({ learners: 1, days: 20 })).w;
    few.forEach((weight, at) => expect(Math.abs(weight - common[at]!)).toBeLessThan(0.1 * Math.max(common[at]!, 0.1)));
    expect(fitted([])).toEqual(active);
    expect(fitted(simulated({ days: 1 }))).toEqual(active);
  });

  it('take a card that began anew for another one, and leave out what is not folded', () => {
    const logs = simulated({ learners: 6 });
    const [first, rest] = [logs.map((log) => log.slice(0, 150)), logs.map((log) => log.slice(150))];
    const apart = fitted([...first, ...rest]);
    const reset = (resets: FactualAnswer['resets']) => {
      const again = rest.map(([next, ...others], n) => [
        ...factual(first[n]!),
        { ...factual([next!])[0]!, resets },
        ...factual(others),
      ]);
      return fit!(again, active);
    };
    const items = Array.from({ length: 20 }, (_, n) => ({ kind: 'item' as const, id: `i${n}` }));

    expect(reset([LEARNER_SCOPE])).toEqual(apart);
    expect(reset(items)).toEqual(apart);
    expect(reset([{ kind: 'skill', id: 'i1' }])).toEqual(fitted(logs));
    expect(fitted(logs)).not.toEqual(apart);

    const strange = first.flatMap((log, n) => [
      [...log, ...rest[n]!.map((answer) => ({ ...answer, context: 'survey' as const }))],
      rest[n]!.map((answer) => ({ ...answer, item_id: null })),
    ]);
    expect(fitted(strange)).toEqual(fitted(first));
  });

  it('are ones that the version takes, whatever the mode and the results are', () => {
    const sure = simulated({ learners: 5, days: 30, rated: false }).map((log) => log.map((answer) => ({ ...answer, correct: true }))); // prettier-ignore
    const unsure = sure.map((log) => log.map((answer) => ({ ...answer, correct: false })));
    for (const logs of [sure, unsure, simulated({ learners: 5 })]) {
      for (const mode of [{}, { enable_short_term: false }, { relearning_steps: ['10m', '1h', '1d'] }]) {
        const set = fitted(logs, { ...active, ...mode });
        expect(judgeParams(RevisionV1Algorithm, set)).toEqual({ value: set });
      }
    }
  });
});
