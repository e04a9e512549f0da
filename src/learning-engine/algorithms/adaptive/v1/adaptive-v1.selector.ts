import { type Selector } from '../../../authoring/select.js';
import { firstChoices } from '../../../kit/first-choices.js';
import { practiceOf } from '../../../kit/practice.js';
import { choiceRules, openCandidates, scoredCandidates } from './adaptive-v1.candidates.js';
import { type AdaptiveV1Input, type AdaptiveV1Output } from './adaptive-v1.contract.js';
import { type AdaptiveV1Params } from './adaptive-v1.params.js';

/** Ability, seen questions, skills and what is due, as they are kept of the learner. */
export const adaptiveV1Selector: Selector<AdaptiveV1Input, AdaptiveV1Output> = {
  states: { mastery: 'skill', revision: 'item' },
  inputOf: practiceOf,
  chosen: ({ items }) => items.map(({ item_id, score }) => ({ item_id, score, propensity: null })),
  firstChoices: (input, params: Readonly<AdaptiveV1Params>) => {
    const { target, scored } = scoredCandidates(
      params,
      input,
      openCandidates(params, input, () => undefined),
    );
    return firstChoices(scored, choiceRules(params, target));
  },
  readsInputsOf: ['v2'],
};
