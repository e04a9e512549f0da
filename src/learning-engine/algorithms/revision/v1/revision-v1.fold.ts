import { type Fold } from '../../../authoring/fold.js';
import { cardAfter, recallOf } from '../../../kit/fsrs/answered.js';
import { type RevisionV1Memory } from './revision-v1.contract.js';
import { type RevisionV1Params } from './revision-v1.params.js';

/**
 * A card is an item. A state is a row of the output's `cards` without what depends on `now`: the same to the last bit as `compute`
 * gives for the same answers as reviews, each with its `day_offset_minutes`, and with `due_by` time. Without a rating a right
 * answer counts as 3 Good, a wrong one as 1 Again. A right answer is as likely as recall.
 */
export const revisionV1Fold: Fold<RevisionV1Params, RevisionV1Memory> = {
  revision: 1,
  refold: 'item',
  contexts: ['practice', 'exam', 'diagnostic', 'homework'],
  scopes: ({ item_id }) => (item_id === null ? [] : [{ kind: 'item', id: item_id }]),
  step: ([before], answer, params) => [cardAfter(params, before?.state, answer)],
  predict: ([before], question, params) => recallOf(params, before?.state, question),
};
