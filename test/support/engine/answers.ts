import { type Answer } from 'learning-engine/learners';

/** A right answer, but for what a test says. */
export const answer = (event_id: string, given: Partial<Answer> = {}): Answer => ({
  event_id,
  at: '2026-01-21T12:00:00Z',
  item_id: 'i1',
  skill_ids: ['fractions'],
  ...(given.score === undefined && given.rating === undefined && { correct: true }),
  ...given,
});
