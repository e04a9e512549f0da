import { type RevisionV1CardState } from './revision-v1.contract.js';
import { type LearnerDays } from './revision-v1.days.js';
import { type Memory } from './revision-v1.scheduler.js';

/** A card between reviews, with the learner's days of its last one. */
export interface KnownCard extends Memory {
  /** Minutes from UTC to the learner's days at the last review; null before the first. */
  readonly offset: number | null;
}

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

export function knownCard(card: RevisionV1CardState, days: LearnerDays): KnownCard {
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
    offset: card.day_offset_minutes ?? (lastReview === null ? null : days.offsetAt(lastReview)),
  };
}
