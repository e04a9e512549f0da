import { type Problem, type Report } from '../../json/problem.js';
import { indexById } from '../index-by-id.js';
import { judgedEvents, type LeftOut } from '../judged-events.js';
import { compareTexts, rankValue } from '../order.js';
import { checkRoom } from '../room.js';
import { checkCard } from './card-rules.js';
import { cardState, checkLastEvent, iso, type KnownCard, knownCard, newCard } from './cards.js';
import { LearnerDays, ZONE_DATA, ZoneDays } from './days.js';
import { type FsrsCardState, MOST_CARDS } from './memory.js';
import { type FsrsCard, type FsrsDue } from './output.js';
import { type FsrsInput, type FsrsReview } from './review.js';
import { Schedule } from './schedule.js';
import { type Scheduler, type SchedulerSettings } from './scheduler.js';

interface Revising {
  settings: SchedulerSettings;
  scheduler: Scheduler;
  /** Events that break their contract. */
  unfit: readonly Problem[];
  report: Report;
}

/** What is asked about a deck at the moment `now`, and the events that were left out of it. */
export interface RevisedDeck {
  cards: FsrsCard[];
  due_queue: FsrsDue[];
  left_out?: LeftOut[];
}

/** One learner's cards, and the events that are to change them. */
export class Deck {
  private readonly now: number;
  private readonly cards = new Map<string, KnownCard>();
  private readonly schedule: Schedule;
  private readonly judged: ReturnType<typeof judgedEvents<FsrsReview>>;

  /** Reports cards that contradict themselves, events that break a rule, and a time zone that is not known. */
  constructor(
    private readonly input: Readonly<FsrsInput>,
    private readonly given: Revising,
  ) {
    const { settings, report, unfit } = given;
    this.now = Date.parse(input.now);
    const days = daysOf(input, report);
    checkDueBy(input, report);
    this.schedule = new Schedule(given.scheduler, days, input.due_by === 'day');
    input.cards.forEach((card, index) => {
      checkCard(settings, card, this.now, (field, reason) => report(['cards', index, field], reason));
      checkLastEvent(card, ['cards', index], input.now, report);
    });
    const cards: readonly FsrsCardState[] = input.cards;
    for (const [id, card] of indexById(cards, { list: 'cards', id: 'card_id', report })) {
      this.cards.set(id, knownCard(card, days));
    }
    this.judged = judgedEvents(input.reviews, {
      ...{ list: 'reviews', id: 'review_id', unfit, now: input.now, onInvalid: input.on_invalid, report },
      counted: { of: ({ card_id }) => this.cards.get(card_id)?.counted, at: 'last_at', owner: 'card' },
      check: ({ due, at }) =>
        due !== undefined && Date.parse(due) < Date.parse(at)
          ? { field: 'due', reason: 'must not be before at' }
          : undefined,
    });
    const room = { known: this.cards, atMost: MOST_CARDS, report };
    checkRoom(this.judged.events, { events: 'reviews', states: 'cards', id: 'card_id', ...room });
  }

  /**
   * The cards after the events.
   *
   * @param onReview is told of each review, in their order, how likely recall was; null where it is not said
   */
  revised(onReview?: (review: FsrsReview, recall: number | null) => void): RevisedDeck {
    const { cards, schedule } = this;
    for (const { event, instant, sequence, id } of this.judged.events) {
      const card = cards.get(event.card_id) ?? newCard(instant);
      if (event.action === undefined) onReview?.(event, schedule.recallAt(card, instant, event.day_offset_minutes));
      cards.set(event.card_id, { ...schedule.after(card, event, instant), counted: { instant, sequence, id } });
    }
    return this.told();
  }

  /**
   * How likely recall of a card is at `now`; null for a new card, and on the day of its last review. Where the input says nothing of
   * the learner's days, they are those of that review.
   */
  recallNow(cardId: string): number | null {
    const card = this.cards.get(cardId)!;
    return this.schedule.recallAt(card, this.now, saysDays(this.input) ? undefined : card.offset);
  }

  private told(): RevisedDeck {
    const { cards, schedule, now } = this;
    const { scheduler } = this.given;
    const sorted = [...cards].sort(([one], [other]) => compareTexts(one, other));
    const retrievability = new Map(sorted.map(([id, card]) => [id, scheduler.retrievability(card, now)]));
    const { leftOut } = this.judged;
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
  { time_zone, day_starts_at = 0, day_offset_minutes = 0 }: Readonly<FsrsInput>,
  report: Report,
): LearnerDays {
  const zone = time_zone === undefined ? undefined : ZoneDays.of(time_zone, day_starts_at);
  if (time_zone !== undefined && !zone) {
    report(['time_zone'], `must be an IANA time zone such as America/New_York, and known here (${ZONE_DATA})`);
  }
  return new LearnerDays(day_offset_minutes, zone);
}

const saysDays = ({ time_zone, day_offset_minutes }: Readonly<FsrsInput>): boolean =>
  time_zone !== undefined || day_offset_minutes !== undefined;

/** Reviews with days of their own say nothing of the day that `now` is in: cards may be of several. */
function checkDueBy(input: Readonly<FsrsInput>, report: Report): void {
  const { due_by, cards, reviews } = input;
  const isOwn = ({ day_offset_minutes }: { day_offset_minutes?: number | null }) => !!day_offset_minutes;
  if (due_by !== 'day' || saysDays(input)) return;
  if (cards.some(isOwn) || reviews.some(isOwn)) {
    report(['due_by'], 'must come with time_zone or day_offset_minutes: day is that of now, and reviews have offsets');
  }
}

const byForgetting = (one: FsrsDue, other: FsrsDue): number =>
  rankValue(one.retrievability) - rankValue(other.retrievability) || compareTexts(one.card_id, other.card_id);
