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
import { masterySets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { type FoldedAnswer } from '../../../authoring/fold.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { type MasteryV1Event, type MasteryV1Output } from './mastery-v1.contract.js';

const sets = validSets(MasteryV1Algorithm, masterySets);

/** The rows that `compute` takes for an answer. */
const eventsOf = ({ event_id, at, sequence, skills, correct, guess, option_count }: FoldedAnswer): MasteryV1Event[] =>
  skills.map(({ skill_id }) => ({
    ...{ event_id, skill_id, correct, at },
    ...(sequence !== null && { sequence }),
    ...(guess !== null ? { guess } : option_count !== null && { option_count }),
  }));
const compute = (params: object, answers: readonly FoldedAnswer[]) => {
  const events = answers.filter(({ context }) => context !== 'survey').flatMap(eventsOf);
  return run<MasteryV1Output>(MasteryV1Algorithm, params, { states: [], events, trace: true });
};
const skill = (skill_id: string) => ({ skill_id, weight: 1 });

describe(`the fold of ${MasteryV1Algorithm.name}`, () => {
  it('gives of any answers, in any order, what one compute gives, to the last bit', () => {
    const cases = answerLists.chain((answers) => fc.tuple(fc.constant(answers), handedOver(answers)));
    fc.assert(
      fc.property(fc.oneof(fc.constant({}), sets), cases, (params, [answers, given]) => {
        const states = fold(MasteryV1Algorithm, params, given);
        const computed = compute(params, answers).states;

        expect(states.map(({ state }) => state)).toEqual(computed);
        expect(states.map(({ scope }) => scope)).toEqual(computed.map(({ skill_id: id }) => ({ kind: 'skill', id })));
        expect(states.map(({ value }) => value)).toEqual(computed.map(({ p_known }) => p_known));
      }),
    );
  });

  it('keeps the laws of folds', () => {
    expect(brokenFoldLaws(MasteryV1Algorithm, { params: [{}, { p_forget: 0.05, min_attempts: 1 }] })).toEqual([]);
  });

  it('predicts with slip, and with the chance level of the question', () => {
    const [first, second] = [answer(), answer({ event_id: '2', at: secondsIn(9), guess: 0.4 })];

    expect(prediction(MasteryV1Algorithm, [first])).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.2, 12);
    expect(prediction(MasteryV1Algorithm, [{ ...first, option_count: 2 }])).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.5, 12);
    expect(prediction(MasteryV1Algorithm, [{ ...first, skills: [] }])).toBeUndefined();
    expect(prediction(MasteryV1Algorithm, [first, second])).toBe(compute({}, [first, second]).trace![1]!.p_correct);
  });

  it('predicts for a question of several skills what its weakest skill makes of it', () => {
    const known = answer({ skills: [skill('known')] });
    const both = answer({ event_id: '2', at: secondsIn(9), skills: [skill('known'), skill('unseen')] });

    expect(prediction(MasteryV1Algorithm, [known, both])).toBe(prediction(MasteryV1Algorithm, [answer()]));
  });
});
