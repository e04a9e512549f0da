import { type Selector } from '../../../authoring/select.js';
import { practiceOf } from '../../../kit/practice.js';
import { type AdaptiveV1Input, type AdaptiveV1Output } from './adaptive-v1.contract.js';

/** Ability, seen questions, skills and what is due, as they are kept of the learner. */
export const adaptiveV1Selector: Selector<AdaptiveV1Input, AdaptiveV1Output> = {
  states: { mastery: 'skill', revision: 'item' },
  inputOf: practiceOf,
  chosen: ({ items }) => items.map(({ item_id, score }) => ({ item_id, score, propensity: null })),
};
