import { type Selector } from '../authoring/select.js';
import { selectProblem } from './select-problem.js';

const select: Selector = { states: { mastery: 'skill' }, inputOf: () => ({}), chosen: () => [] };

describe(selectProblem.name, () => {
  it('finds nothing wrong with a selector, with or without states', () => {
    expect([selectProblem(select), selectProblem({ ...select, states: {} })]).toEqual([undefined, undefined]);
  });

  it.each<[unknown, string]>([
    [null, 'select must be an object with states, inputOf and chosen.'],
    [() => [], 'select must be an object with states, inputOf and chosen.'],
    [
      { ...select, rank: 1 },
      'select.rank is not known: a selector has states, inputOf, chosen, firstChoices, readsInputsOf.',
    ],
    [{ ...select, states: undefined }, 'select.states must name algorithms, each with one of skill, item, learner.'],
    [
      { ...select, states: { mastery: 'session' } },
      'select.states must name algorithms, each with one of skill, item, learner.',
    ],
    [
      { ...select, states: { Mastery: 'skill' } },
      'select.states must name algorithms, each with one of skill, item, learner.',
    ],
    [{ ...select, inputOf: {} }, 'select.inputOf must be a function of a question.'],
    [{ ...select, chosen: undefined }, 'select.chosen must be a function of an output.'],
    [{ ...select, firstChoices: {} }, 'select.firstChoices must be a function of an input and parameters.'],
    [{ ...select, readsInputsOf: 'v1' }, 'select.readsInputsOf must be a list of versions.'],
  ])('says what is wrong with %j', (declared, problem) => {
    expect(selectProblem(declared as Selector)).toBe(problem);
  });
});
