import { LAST_UTC_TIME } from '../../schema/utc-time.js';
import { type KnownCard, newCard } from './cards.js';
import { type FsrsReview } from './review.js';
import { dayOf, type LearnerDays } from './days.js';
import { DAY, type Scheduler } from './scheduler.js';

/** What of an event decides what becomes of its card. */
type Deed = Pick<FsrsReview, 'rating' | 'correct' | 'action' | 'due' | 'day_offset_minutes'>;

/** What reviews make of a learner's cards, and when these are due. */
export class Schedule {
  /** @param byDay whether what waits for days is due when the learner's day begins */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly days: LearnerDays,
    private readonly byDay: boolean,
  ) {}

  /** The card after a review, or after what was done to it by hand. */
  after(card: KnownCard, review: Deed, at: number): KnownCard {
    if (review.action === 'forget') return { ...newCard(at), reps: card.reps, lapses: card.lapses };
    if (review.action === 'set_due') {
      const state = card.state === 'New' ? 'New' : 'Review';
      return { ...card, state, learningSteps: 0, due: Date.parse(review.due!) };
    }
    return this.reviewed(card, review, at);
  }

  /**
   * How likely recall is at a moment; null for a new card, and on the day of its last review: there the model says that nothing is
   * forgotten.
   *
   * @param offset of the learner's days at that moment, where it is known of what happens then
   */
  recallAt(card: KnownCard, at: number, offset?: number | null): number | null {
    if (card.state === 'New') return null;
    const isLaterDay = dayOf(at, offset ?? this.days.offsetAt(at)) > dayOf(card.lastReview!, card.offset!);
    return isLaterDay ? this.scheduler.retrievability(card, at) : null;
  }

  isDue(card: KnownCard, now: number): boolean {
    if (card.state === 'New') return false;
    return this.isByDay(card) ? this.overdueDays(card, now) >= 0 : card.due <= now;
  }

  /** Whole days from the last review until the card is due. */
  scheduledDays(card: KnownCard): number {
    if (card.lastReview === null) return 0;
    return this.isByDay(card)
      ? Math.max(0, this.dueDay(card) - this.dayIn(card.lastReview, card.offset!))
      : Math.floor((card.due - card.lastReview) / DAY);
  }

  /** Whole days since it was due. */
  overdueDays(card: KnownCard, now: number): number {
    return this.isByDay(card)
      ? dayOf(now, this.days.offsetAt(now)) - this.dueDay(card)
      : Math.floor((now - card.due) / DAY);
  }

  private reviewed(card: KnownCard, review: Deed, at: number): KnownCard {
    const offset = review.day_offset_minutes ?? this.days.offsetAt(at);
    const elapsed = card.state === 'New' ? 0 : dayOf(at, offset) - dayOf(card.lastReview!, card.offset!);
    // A learner who has travelled west may be back in the day before.
    const after = this.scheduler.review(card, at, gradeOf(review), Math.max(0, elapsed));
    const due = this.byDay && after.state === 'Review' ? this.morning(at, after.due, offset) : after.due;
    return { ...after, due: Math.min(due, LAST_UTC_TIME), offset };
  }

  private isByDay({ state }: KnownCard): boolean {
    return this.byDay && state === 'Review';
  }

  private dueDay({ due, offset }: KnownCard): number {
    return this.dayIn(due, offset!);
  }

  /** By the zone, even after a review with an offset of its own: the learner may be back from a journey when it is due. */
  private dayIn(instant: number, offset: number): number {
    return dayOf(instant, this.days.offsetAt(instant, offset));
  }

  /** The beginning of the day on which a card is due: whole days are days of the calendar, however long they are. */
  private morning(at: number, due: number, offset: number): number {
    const wholeDays = Math.floor((due - at) / DAY);
    const day = dayOf(due - wholeDays * DAY, this.days.offsetAt(at, offset)) + wholeDays;
    return this.days.startAfter(at, day, offset);
  }
}

/** 1 Again to 4 Easy: a wrong answer without a rating counts as 1, a right one as 3. */
export const gradeOf = ({
  rating,
  correct,
}: {
  rating?: 1 | 2 | 3 | 4 | null;
  correct?: boolean | null;
}): 1 | 2 | 3 | 4 => rating ?? (correct ? 3 : 1);

export const isRight = (review: Parameters<typeof gradeOf>[0]): boolean => gradeOf(review) > 1;
