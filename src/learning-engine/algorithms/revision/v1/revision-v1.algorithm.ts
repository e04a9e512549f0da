import { type Algorithm } from '../../../authoring/algorithm.js';
import { indexById } from '../../../kit/index-by-id.js';
import { judgedEvents } from '../../../kit/judged-events.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { compareTexts, rankValue } from '../../../kit/order.js';
import { type Problem, Problems, type Report } from '../../../json/problem.js';
import { checkRoom } from '../../../kit/room.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { checkCard } from './revision-v1.card-rules.js';
import { cardState, checkLastEvent, iso, type KnownCard, knownCard, newCard } from './revision-v1.cards.js';
import { MOST_CARDS } from './revision-v1.memory.js';
import { type RevisionV1Due, RevisionV1Output } from './revision-v1.output.js';
import { RevisionV1Input } from './revision-v1.contract.js';
import { LearnerDays, ZONE_DATA, ZoneDays } from './revision-v1.days.js';
import { revisionV1Fold } from './revision-v1.fold.js';
import { RevisionV1Params } from './revision-v1.params.js';
import { Schedule } from './revision-v1.schedule.js';
import { LIBRARY, schedulerOf } from './revision-v1.scheduler.js';

const reject = rejectInputOf('revision', 'v1');

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
 * For S the model counts calendar days between reviews. Whose days: those of each review's `day_offset_minutes`, else those
 * of the input's `time_zone` or `day_offset_minutes`, else of UTC. Good at 23:58 and Good at 00:08 are one day apart, and S
 * roughly triples; in the learner's own days they are the same day. What is said of `now` counts the time to the
 * millisecond: a card that lapsed this morning is more forgotten than one learnt yesterday.
 *
 * O(1) per review, O(n log n) for the queue of n cards.
 */
@LearningAlgorithm({
  key: 'revision',
  version: 'v1',
  params: RevisionV1Params,
  input: RevisionV1Input,
  output: RevisionV1Output,
  fold: revisionV1Fold,
  libraries: [LIBRARY, ZONE_DATA],
  module: import.meta.url,
})
export class RevisionV1Algorithm implements Algorithm<RevisionV1Params, RevisionV1Input, RevisionV1Output> {
  /**
   * @throws InvalidInputError when a card is there twice or contradicts itself, the time zone is not known, or a review breaks a
   * rule and is not to be left out: it repeats an id with different content, is after `now`, or not after its card's last event;
   * or when there would be more cards than an input may have
   */
  compute(
    params: Readonly<RevisionV1Params>,
    input: Readonly<RevisionV1Input>,
    unfit: readonly Problem[] = [],
  ): RevisionV1Output {
    const scheduler = schedulerOf(params);
    const now = Date.parse(input.now);
    const problems = new Problems();
    const { report } = problems;
    const days = daysOf(input, report);
    checkDueBy(input, report);
    const schedule = new Schedule(scheduler, days, input.due_by === 'day');
    const cards = new Map<string, KnownCard>();
    input.cards.forEach((card, index) => {
      checkCard(params, card, now, (field, reason) => report(['cards', index, field], reason));
      checkLastEvent(card, ['cards', index], input.now, report);
    });
    for (const [id, card] of indexById(input.cards, { list: 'cards', id: 'card_id', report })) {
      cards.set(id, knownCard(card, days));
    }
    const { events, leftOut } = judgedEvents(input.reviews, {
      ...{ list: 'reviews', id: 'review_id', unfit, now: input.now, onInvalid: input.on_invalid, report },
      counted: { of: ({ card_id }) => cards.get(card_id)?.counted, at: 'last_at', owner: 'card' },
      check: ({ due, at }) =>
        due !== undefined && Date.parse(due) < Date.parse(at)
          ? { field: 'due', reason: 'must not be before at' }
          : undefined,
    });
    checkRoom(events, { events: 'reviews', states: 'cards', known: cards, id: 'card_id', atMost: MOST_CARDS, report });
    problems.settle(reject);

    for (const { event, instant, sequence, id } of events) {
      const card = cards.get(event.card_id) ?? newCard(instant);
      cards.set(event.card_id, { ...schedule.after(card, event, instant), counted: { instant, sequence, id } });
    }

    const sorted = [...cards].sort(([one], [other]) => compareTexts(one, other));
    const retrievability = new Map(sorted.map(([id, card]) => [id, scheduler.retrievability(card, now)]));
    return {
      cards: sorted.map(([id, card]) => ({
        ...cardState(id, card),
        scheduled_days: schedule.scheduledDays(card),
        retrievability_now: retrievability.get(id)!,
      })),
      due_queue: sorted
        .filter(([, card]) => schedule.isDue(card, now))
        .map(([id, card]) => ({
          card_id: id,
          due: iso(card.due),
          overdue_days: schedule.overdueDays(card, now),
          retrievability: retrievability.get(id)!,
        }))
        .sort(byForgetting),
      ...(leftOut && { left_out: leftOut }),
    };
  }
}

function daysOf(
  { time_zone, day_starts_at = 0, day_offset_minutes = 0 }: Readonly<RevisionV1Input>,
  report: Report,
): LearnerDays {
  const zone = time_zone === undefined ? undefined : ZoneDays.of(time_zone, day_starts_at);
  if (time_zone !== undefined && !zone) {
    report(['time_zone'], `must be an IANA time zone such as America/New_York, and known here (${ZONE_DATA})`);
  }
  return new LearnerDays(day_offset_minutes, zone);
}

/** Reviews with days of their own say nothing of the day that `now` is in. */
function checkDueBy({ due_by, cards, reviews, ...days }: Readonly<RevisionV1Input>, report: Report): void {
  const isOwn = ({ day_offset_minutes }: { day_offset_minutes?: number | null }) => !!day_offset_minutes;
  if (due_by !== 'day' || days.time_zone !== undefined || days.day_offset_minutes !== undefined) return;
  if (cards.some(isOwn) || reviews.some(isOwn)) {
    report(['due_by'], 'must come with time_zone or day_offset_minutes: day is that of now, and reviews have offsets');
  }
}

const byForgetting = (one: RevisionV1Due, other: RevisionV1Due): number =>
  rankValue(one.retrievability) - rankValue(other.retrievability) || compareTexts(one.card_id, other.card_id);
