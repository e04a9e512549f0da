import { type RevisionV1CardState } from './revision-v1.contract.js';

type RefuseField = (field: keyof RevisionV1CardState, reason: string) => never;

/** What a card must be, given its state: a new one has no memory yet, any other one has. */
export function checkCard(card: RevisionV1CardState, now: number, refuse: RefuseField): void {
  const { state, stability, difficulty, due, last_review } = card;
  if (state === 'New') {
    if (stability !== 0) refuse('stability', 'must be 0 for a New card');
    if (difficulty !== 0) refuse('difficulty', 'must be 0 for a New card');
    if (last_review !== null) refuse('last_review', 'must be null for a New card');
    if (typeof card.day_offset_minutes === 'number') refuse('day_offset_minutes', 'must be null for a New card');
    return;
  }
  if (stability < 0.001) refuse('stability', `must be at least 0.001 for a ${state} card`);
  if (difficulty < 1) refuse('difficulty', `must be at least 1 for a ${state} card`);
  if (last_review === null) refuse('last_review', `must be a UTC time for a ${state} card`);
  if (Date.parse(last_review) > now) refuse('last_review', 'must not be after now');
  if (Date.parse(due) < Date.parse(last_review)) refuse('due', 'must not be before last_review');
}
