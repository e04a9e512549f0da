import { checkLastCounted, type Counted, type CountedFields, lastCounted } from '../last-counted.js';
import { type Path, type Report } from '../../json/problem.js';
import { type FsrsCardState, type FsrsMemory } from './memory.js';
import { type LearnerDays } from './days.js';
import { type Memory } from './scheduler.js';

/** A card between reviews, with the learner's days of its last one. */
export interface KnownCard extends Memory {
  /** Minutes from UTC to the learner's days at the last review; null before the first. */
  readonly offset: number | null;
  /** The last event that was counted. */
  readonly counted?: Counted;
}

const COUNTED: CountedFields<FsrsCardState> = { at: 'last_at', sequence: 'last_sequence', id: 'last_review_id' };

/** Reports what a card says of its last event and contradicts itself. */
export const checkLastEvent = (card: FsrsCardState, path: Path, now: string, report: Report): void =>
  checkLastCounted(card, COUNTED, { path, now, report });

export const newCard = (at: number): KnownCard => ({
  state: 'New',
  stability: 0,
  difficulty: 0,
  due: at,
  lastReview: null,
  reps: 0,
  lapses: 0,
  learningSteps: 0,
  offset: null,
});

export function knownCard(card: FsrsCardState, days: LearnerDays): KnownCard {
  const lastReview = card.last_review === null ? null : Date.parse(card.last_review);
  return {
    state: card.state,
    stability: card.stability,
    difficulty: card.difficulty,
    due: Date.parse(card.due),
    lastReview,
    reps: card.reps,
    lapses: card.lapses,
    learningSteps: card.learning_steps,
    counted:
      lastCounted(card, COUNTED) ??
      (lastReview === null ? undefined : { instant: lastReview, sequence: null, id: null, field: 'last_review' }),
    offset: card.day_offset_minutes ?? (lastReview === null ? null : days.offsetAt(lastReview)),
  };
}

export const iso = (instant: number): string => new Date(instant).toISOString();

/** The card as contracts write it. */
export const cardState = (card_id: string, card: KnownCard): FsrsMemory => ({
  card_id,
  state: card.state,
  stability: card.stability,
  difficulty: card.difficulty,
  due: iso(card.due),
  last_review: card.lastReview === null ? null : iso(card.lastReview),
  day_offset_minutes: card.offset,
  last_at: card.counted ? iso(card.counted.instant) : null,
  last_sequence: card.counted?.sequence ?? null,
  last_review_id: card.counted?.id ?? null,
  reps: card.reps,
  lapses: card.lapses,
  learning_steps: card.learningSteps,
});
