import { type Fold } from '../../../authoring/fold.js';
import { cardState, knownCard, newCard } from './revision-v1.cards.js';
import { dayOf, LearnerDays } from './revision-v1.days.js';
import { type RevisionV1Memory } from './revision-v1.memory.js';
import { type RevisionV1Params } from './revision-v1.params.js';
import { Schedule } from './revision-v1.schedule.js';
import { schedulerOf } from './revision-v1.scheduler.js';

/** Each answer says in whose days it was given. */
const UTC = new LearnerDays(0);

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
  step: ([before], { event_id, item_id, at, sequence, rating, correct, day_offset_minutes }, params) => {
    const instant = Date.parse(at);
    const card = before ? knownCard(before.state, UTC) : newCard(instant);
    const review = { rating: rating ?? undefined, correct, day_offset_minutes: day_offset_minutes ?? undefined };
    const after = new Schedule(schedulerOf(params), UTC, false).after(card, review, instant);
    const state = cardState(item_id!, { ...after, counted: { instant, sequence, id: event_id } });
    return [{ scope: { kind: 'item', id: item_id! }, state, value: null, due_at: state.due }];
  },
  predict: ([before], { at, day_offset_minutes }, params) => {
    if (!before) return null;
    const card = knownCard(before.state, UTC);
    const instant = Date.parse(at);
    const isLaterDay = dayOf(instant, day_offset_minutes ?? 0) > dayOf(card.lastReview!, card.offset ?? 0);
    return isLaterDay ? schedulerOf(params).retrievability(card, instant) : null;
  },
};
