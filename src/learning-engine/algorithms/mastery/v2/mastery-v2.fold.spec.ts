import * as fc from 'fast-check';
import { run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import {
  answer,
  answerLists,
  brokenFoldLaws,
  fold,
  handedOver,
  prediction,
} from '../../../../../test/support/engine/folds.js';
import { logisticSets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { type FoldedAnswer, type FoldState } from '../../../authoring/fold.js';
import { MasteryV2Algorithm } from './mastery-v2.algorithm.js';
import { type MasteryV2Event } from './mastery-v2.event.js';
import { masteryV2Fold } from './mastery-v2.fold.js';
import { type MasteryV2Output } from './mastery-v2.output.js';
import { MasteryV2Params } from './mastery-v2.params.js';

const eventOf = ({ event_id, item_id, skills, at, ...answered }: FoldedAnswer): MasteryV2Event => {
  const { sequence, correct, score, hints, guess, option_count, duration_ms } = answered;
  return {
    ...{ event_id, at, skills: skills.map(({ skill_id, weight }) => ({ skill_id, weight })) },
    ...(item_id !== null && { item_id }),
    ...(score === null ? { correct: correct && !hints } : { score }),
    ...(sequence !== null && { sequence }),
    ...(guess !== null ? { guess } : option_count !== null && { option_count }),
    ...(duration_ms !== null && { duration_ms }),
  };
};
const compute = (params: object, answers: readonly FoldedAnswer[]) =>
  run<MasteryV2Output>(MasteryV2Algorithm, params, {
    ...{ states: [], items: [], trace: true },
    events: answers.filter(({ context }) => context !== 'survey').map(eventOf),
  });
const ofKind = (states: readonly FoldState[], kind: string): Record<string, unknown>[] =>
  states.filter(({ scope }) => scope.kind === kind).map(({ scope, state }) => ({ id: scope.id, ...state }));

describe(`the fold of ${MasteryV2Algorithm.name}`, () => {
  it('gives of any answers, in any order, what one compute gives, to the last bit', () => {
    const sets = fc.oneof(fc.constant({}), validSets(MasteryV2Algorithm, logisticSets));
    const cases = answerLists.chain((answers) => fc.tuple(fc.constant(answers), handedOver(answers)));
    fc.assert(
      fc.property(sets, cases, (params, [answers, given]) => {
        const folded = fold(MasteryV2Algorithm, params, given);
        const { learner, states, items } = compute(params, answers);
        const { theta, variance, recency } = learner;

        expect(ofKind(folded, 'skill').map(({ mastered: _m, ...state }) => state)).toEqual(
          states.map(({ skill_id: id, p_correct: _p, p_low: _l, p_high: _h, mastered: _m, ...state }) => ({
            ...{ id, ...state },
          })),
        );
        expect(ofKind(folded, 'item')).toEqual(items.map(({ item_id: id, best }) => ({ id, best })));
        expect(ofKind(folded, 'learner')).toEqual(
          learner.answers === 0 ? [] : [{ id: 'self', theta, variance, recency, answers: learner.answers }],
        );
      }),
    );
  });

  it('says of a skill right after its answer what compute says: how likely it is right, and whether it is mastered', () => {
    const answers = Array.from({ length: 12 }, (_, n) =>
      answer({ event_id: `${n}`, at: secondsIn(n), item_id: `i${n}` }),
    );
    const said = answers.map((_, last) => {
      const given = answers.slice(0, last + 1);
      const { state, value } = fold(MasteryV2Algorithm, {}, given).find(({ scope }) => scope.kind === 'skill')!;
      const { p_correct, mastered } = compute({}, given).states[0]!;
      expect([value, state.mastered]).toEqual([p_correct, mastered]);
      return mastered;
    });
    expect(new Set(said)).toEqual(new Set([false, true]));
  });

  it('gives a value to skills alone: abilities are on another scale', () => {
    const folded = fold(MasteryV2Algorithm, {}, [answer()]);
    expect(folded.filter(({ value }) => value !== null).map(({ scope }) => scope.kind)).toEqual(['skill']);
  });

  it('keeps the laws of folds', () => {
    expect(brokenFoldLaws(MasteryV2Algorithm, { params: [{}, { w7: 0.3, skill_decay: 0.6, drift: 0 }] })).toEqual([]);
  });

  it('predicts what compute expects of the answer: once, and without knowing it', () => {
    const skills = [
      { skill_id: 'a', weight: 0.5 },
      { skill_id: 'b', weight: 0.5 },
    ];
    const first = answer({ skills, option_count: 4 });
    const second = answer({ event_id: '2', at: secondsIn(9), skills });

    for (const correct of [true, false]) {
      expect(prediction(MasteryV2Algorithm, [first, { ...second, correct }])).toBe(
        compute({}, [first, second]).trace![1]!.p_correct,
      );
    }
    expect(prediction(MasteryV2Algorithm, [answer({ skills: [], item_id: null })])).toBeGreaterThan(0);
  });

  it('takes difficulties and the usual duration from what is known beside the answers', () => {
    const params = new MasteryV2Params();
    const asked = answer();
    const p = (facts: object) => masteryV2Fold.predict!([null, null, null], asked, params, { item_difficulty: null, ...facts })!; // prettier-ignore

    expect(p({ item_difficulty: 1 })).toBeLessThan(p({}));
    expect(p({ skill_difficulties: [1] })).toBeLessThan(p({ item_difficulty: 1 }));
    expect(p({ skill_difficulties: [null] })).toBe(p({}));
    expect(p({ skill_items_difficulties: [1] })).toBe(p({}));
    const claimed = (facts: object) =>
      masteryV2Fold.step([null, null, null], asked, params, { item_difficulty: null, ...facts })[1]!;
    expect(claimed({ skill_items_difficulties: [1] }).value).toBeLessThan(claimed({}).value!);
    expect(claimed({ skill_items_difficulties: [null] })).toEqual(claimed({}));
    const facts = { item_difficulty: null, item_duration_ms: 20_000 };
    expect(masteryV2Fold.step([null, null, null], { ...asked, duration_ms: 1999 }, params, facts)).toEqual([]);
    expect(masteryV2Fold.step([null, null, null], { ...asked, duration_ms: 2000 }, params, facts)).toHaveLength(3);
  });

  it('counts a right answer with hints as none, and partial credit by its score', () => {
    const theta = (given: Partial<FoldedAnswer>) =>
      fold(MasteryV2Algorithm, {}, [answer(given)]).find(({ scope }) => scope.kind === 'learner')!.state.theta as number; // prettier-ignore

    expect(theta({ hints: 1 })).toBe(theta({ correct: false }));
    expect(theta({ hints: 0 })).toBe(theta({}));
    expect(theta({ score: 0.75 })).toBe(0.25 * (theta({}) / 0.5));
  });
});
