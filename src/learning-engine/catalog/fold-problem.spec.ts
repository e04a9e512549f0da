import { type Fold } from '../authoring/fold.js';
import { foldProblem } from './fold-problem.js';

const fold: Fold = {
  ...{ revision: 1, refold: 'skill', contexts: ['practice'] },
  ...{ scopes: () => [], step: () => [], predict: () => null },
};

describe(foldProblem.name, () => {
  it('finds nothing wrong with a fold, with or without predict', () => {
    expect([foldProblem(fold), foldProblem({ ...fold, predict: undefined })]).toEqual([undefined, undefined]);
  });

  it.each<[unknown, string]>([
    [null, 'fold must be an object with scopes and step.'],
    [() => [], 'fold must be an object with scopes and step.'],
    [
      { ...fold, stride: 1 },
      'fold.stride is not known: a fold has revision, refold, contexts, scopes, step, predict, knownAt.',
    ],
    [{ ...fold, revision: undefined }, 'fold.revision must be an integer of at least 1.'],
    [{ ...fold, revision: 1.5 }, 'fold.revision must be an integer of at least 1.'],
    [{ ...fold, refold: 'answer' }, 'fold.refold must be one of skill, item, learner.'],
    [
      { ...fold, contexts: [] },
      'fold.contexts must list at least one of practice, exam, diagnostic, homework, survey, each once.',
    ],
    [
      { ...fold, contexts: ['exam', 'exam'] },
      'fold.contexts must list at least one of practice, exam, diagnostic, homework, survey, each once.',
    ],
    [
      { ...fold, contexts: 'exam' },
      'fold.contexts must list at least one of practice, exam, diagnostic, homework, survey, each once.',
    ],
    [{ ...fold, scopes: [] }, 'fold.scopes must be a function of a question.'],
    [{ ...fold, step: undefined }, 'fold.step must be a function of states, an answer, params and facts.'],
    [{ ...fold, predict: 0.5 }, 'fold.predict must be a function, or left out.'],
    [{ ...fold, knownAt: 0.5 }, 'fold.knownAt must be a function, or left out.'],
  ])('says what is wrong with %j', (declared, problem) => {
    expect(foldProblem(declared as Fold)).toBe(problem);
  });
});
