import { type Algorithm } from '../../../contracts/algorithm.js';
import { byId } from '../../../contracts/by-id.js';
import { LearningAlgorithm } from '../../../contracts/learning-algorithm.decorator.js';
import { compareTexts, rankValue } from '../../../contracts/order.js';
import { inTimeOrder } from '../../../contracts/time-order.js';
import { LAST_UTC_TIME } from '../../../contracts/utc-time.js';
import { refuseInputOf } from '../../../errors/input.errors.js';
import { checkCard } from './revision-v1.card-rules.js';
import {
  type RevisionV1Card,
  type RevisionV1CardState,
  type RevisionV1Due,
  RevisionV1Input,
  RevisionV1Output,
  type RevisionV1Review,
} from './revision-v1.contract.js';
import { RevisionV1Params } from './revision-v1.params.js';
import { DAY, LIBRARY, type Memory, type Scheduler, schedulerOf } from './revision-v1.scheduler.js';

const refuse = refuseInputOf('revision', 'v1');

/**
 * Revision scheduling, version 1: FSRS-6 through ts-fsrs. Ye, Su & Cao, KDD 2022, doi 10.1145/3534678.3539081.
 *
 * A card has a stability S (days until recall falls to 0.9) and a difficulty D (1 to 10). After t days
 *
 *     R = (1 + f t / S)^(-w20),  f = 0.9^(-1 / w20) - 1
 *     interval = round(S / f (r^(-1 / w20) - 1)), at least 1 and at most maximum_interval days, r = request_retention
 *
 * and each review moves S and D by its grade and by R; a lapse lowers S, success raises it, the more the closer the card
 * was to being forgotten. Reviews on one day move S by the short-term rule.
 *
 * The model counts calendar days between reviews. Whose days: those of UTC, moved by `day_offset_minutes`. Good at 23:58
 * and Good at 00:08 are one day apart, and S roughly triples; with the learner's own offset they are the same day.
 * Daylight saving is the caller's: send the offset in force. Retrievability counts whole periods of 24 hours.
 *
 * O(1) per review, O(n log n) for the queue of n cards.
 */
@LearningAlgorithm({
  key: 'revision',
  version: 'v1',
  params: RevisionV1Params,
  input: RevisionV1Input,
  output: RevisionV1Output,
  libraries: [LIBRARY],
})
export class RevisionV1Algorithm implements Algorithm<RevisionV1Params, RevisionV1Input, RevisionV1Output> {
  /**
   * @throws InvalidInputError when a card is there twice or contradicts its state, a review id is repeated with different
   * content, or a review is after `now` or before its card's last one
   */
  compute(params: Readonly<RevisionV1Params>, input: Readonly<RevisionV1Input>): RevisionV1Output {
    const scheduler = schedulerOf(params);
    const now = Date.parse(input.now);
    const offset = (input.day_offset_minutes ?? 0) * 60_000;
    const cards = new Map<string, Memory>();
    byId(input.cards, { list: 'cards', id: 'card_id', refuse });
    input.cards.forEach((card, index) => {
      checkCard(card, now, (field, reason) => refuse(['cards', index, field], reason));
      cards.set(card.card_id, memoryOf(card));
    });

    for (const { event, instant, index } of inTimeOrder(input.reviews, { list: 'reviews', id: 'review_id', refuse })) {
      if (instant > now) refuse(['reviews', index, 'at'], 'must not be after now');
      const memory = cards.get(event.card_id) ?? newCard(instant);
      if (memory.lastReview !== null && instant < memory.lastReview) {
        refuse(['reviews', index, 'at'], 'must not be before the last_review of its card');
      }
      cards.set(
        event.card_id,
        shifted(scheduler.review(shifted(memory, offset), instant + offset, gradeOf(event)), -offset),
      );
    }

    const states = [...cards]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([cardId, memory]) => cardAfter(scheduler, cardId, memory, now));
    return { cards: states, due_queue: dueQueue(states, now) };
  }
}

const newCard = (at: number): Memory => ({
  state: 'New',
  stability: 0,
  difficulty: 0,
  due: at,
  lastReview: null,
  reps: 0,
  lapses: 0,
  learningSteps: 0,
});

const memoryOf = (card: RevisionV1CardState): Memory => ({
  state: card.state,
  stability: card.stability,
  difficulty: card.difficulty,
  due: Date.parse(card.due),
  lastReview: card.last_review === null ? null : Date.parse(card.last_review),
  reps: card.reps,
  lapses: card.lapses,
  learningSteps: card.learning_steps,
});

/** The card with all its times moved: into the learner's days, and back. */
const shifted = (memory: Memory, by: number): Memory =>
  by === 0
    ? memory
    : { ...memory, due: memory.due + by, lastReview: memory.lastReview === null ? null : memory.lastReview + by };

const gradeOf = ({ rating, correct }: RevisionV1Review): 1 | 2 | 3 | 4 => rating ?? (correct ? 3 : 1);

const iso = (instant: number): string => new Date(instant).toISOString();

function cardAfter(scheduler: Scheduler, cardId: string, memory: Memory, now: number): RevisionV1Card {
  const { state, stability, difficulty, lastReview, reps, lapses, learningSteps } = memory;
  const due = Math.min(memory.due, LAST_UTC_TIME);
  return {
    card_id: cardId,
    state,
    stability,
    difficulty,
    due: iso(due),
    last_review: lastReview === null ? null : iso(lastReview),
    reps,
    lapses,
    learning_steps: learningSteps,
    scheduled_days: lastReview === null ? 0 : Math.floor((due - lastReview) / DAY),
    retrievability_now: scheduler.retrievability(memory, now),
  };
}

const dueQueue = (cards: readonly RevisionV1Card[], now: number): RevisionV1Due[] =>
  cards
    .filter(({ state, due }) => state !== 'New' && Date.parse(due) <= now)
    .map(({ card_id, due, retrievability_now }) => ({
      card_id,
      due,
      overdue_days: Math.floor((now - Date.parse(due)) / DAY),
      retrievability: retrievability_now,
    }))
    .sort(
      (one, other) =>
        rankValue(one.retrievability) - rankValue(other.retrievability) || compareTexts(one.card_id, other.card_id),
    );
