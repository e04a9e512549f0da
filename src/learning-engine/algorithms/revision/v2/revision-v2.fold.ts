import { type Fold, LEARNER_SCOPE } from '../../../authoring/fold.js';
import { cardAfter, recallOf } from '../../../kit/fsrs/answered.js';
import { type FsrsMemory } from '../../../kit/fsrs/memory.js';
import { isRight } from '../../../kit/fsrs/schedule.js';
import { type RevisionV2Learner } from './revision-v2.contract.js';
import { type RevisionV2Params } from './revision-v2.params.js';
import { learnerAfter, newLearner, probabilityOf } from './revision-v2.trust.js';

/**
 * States of each item, as a card, and of the learner as a whole: those of the output of `compute`, to the last bit, for the same
 * answers as reviews, each with its `day_offset_minutes`, with `due_by` time and without own weights. The learner's state
 * is that of reviews on a later day than the one before.
 */
export const revisionV2Fold: Fold<RevisionV2Params, RevisionV2Learner | FsrsMemory> = {
  revision: 1,
  refold: 'learner',
  contexts: ['practice', 'exam', 'diagnostic', 'homework'],
  scopes: ({ item_id }) => (item_id === null ? [] : [LEARNER_SCOPE, { kind: 'item', id: item_id }]),
  step: ([learner, item], answer, params) => {
    const card = item?.state as FsrsMemory | undefined;
    const recall = recallOf(params, card, answer);
    const after = cardAfter(params, card, answer);
    if (recall === null) return [after];
    const before = (learner?.state as RevisionV2Learner | undefined) ?? newLearner(params);
    const state = learnerAfter(params, before, recall, isRight(answer));
    return [{ scope: LEARNER_SCOPE, state, value: null, due_at: null }, after];
  },
  predict: ([learner, item], question, params) => {
    const recall = recallOf(params, item?.state as FsrsMemory | undefined, question);
    const known = (learner?.state as RevisionV2Learner | undefined) ?? newLearner(params);
    return recall === null ? null : probabilityOf(known, recall);
  },
};
