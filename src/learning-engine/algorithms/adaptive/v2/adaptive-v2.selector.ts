import { type Selector } from '../../../authoring/select.js';
import { firstChoices } from '../../../kit/first-choices.js';
import { practiceOf } from '../../../kit/practice.js';
import { byRank, explorationOf, openCandidates, scoredCandidates } from './adaptive-v2.candidates.js';
import { type AdaptiveV2Input } from './adaptive-v2.contract.js';
import { type AdaptiveV2Output } from './adaptive-v2.output.js';
import { type AdaptiveV2Params } from './adaptive-v2.params.js';

/** `next` is for practice: a measurement has a beginning and an end, which its host knows. */
export const adaptiveV2Selector: Selector<AdaptiveV2Input, AdaptiveV2Output> = {
  states: { mastery: 'skill', revision: 'item' },
  inputOf: (question) => ({ purpose: 'practice', ...practiceOf(question) }),
  chosen: ({ items }) => items.map(({ item_id, score }) => ({ item_id, score, propensity: null })),
  firstChoices: (input, params: Readonly<AdaptiveV2Params>) => {
    const open = openCandidates(params, input, () => undefined);
    const { target, scored } = scoredCandidates(params, input.learner!, open);
    return firstChoices(scored, { compare: byRank, ...explorationOf(params, target) });
  },
  readsInputsOf: ['v1'],
};
