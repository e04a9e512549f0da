import { type Selector } from '../../../authoring/select.js';
import { practiceOf } from '../../../kit/practice.js';
import { type AdaptiveV2Input } from './adaptive-v2.contract.js';
import { type AdaptiveV2Output } from './adaptive-v2.output.js';

/** `next` is for practice: a measurement has a beginning and an end, which its host knows. */
export const adaptiveV2Selector: Selector<AdaptiveV2Input, AdaptiveV2Output> = {
  states: { mastery: 'skill', revision: 'item' },
  inputOf: (question) => ({ purpose: 'practice', ...practiceOf(question) }),
  chosen: ({ items }) => items.map(({ item_id, score }) => ({ item_id, score, propensity: null })),
};
