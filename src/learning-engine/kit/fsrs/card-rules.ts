import { type FsrsCardState } from './memory.js';
import { type SchedulerSettings } from './scheduler.js';

type ReportField = (field: keyof FsrsCardState, reason: string) => void;

/** What a card must be, given its state: a new one has no memory yet, any other one has. */
export function checkCard(settings: SchedulerSettings, card: FsrsCardState, now: number, report: ReportField): void {
  if (card.lapses > 0 && card.lapses >= card.reps) report('lapses', 'must be less than reps');
  if (card.last_at && card.last_review && Date.parse(card.last_at) < Date.parse(card.last_review)) {
    report('last_at', 'must not be before last_review');
  }
  if (card.state === 'New') checkNew(card, report);
  else checkReviewed(settings, card, now, report);
}

function checkNew(card: FsrsCardState, report: ReportField): void {
  for (const field of ['stability', 'difficulty', 'learning_steps'] as const) {
    if (card[field] !== 0) report(field, 'must be 0 for a New card');
  }
  if (card.last_review !== null) report('last_review', 'must be null for a New card');
  if (typeof card.day_offset_minutes === 'number') report('day_offset_minutes', 'must be null for a New card');
}

function checkReviewed(settings: SchedulerSettings, card: FsrsCardState, now: number, report: ReportField): void {
  const { state, last_review } = card;
  if (card.stability < 0.001) report('stability', `must be at least 0.001 for a ${state} card`);
  if (card.difficulty < 1) report('difficulty', `must be at least 1 for a ${state} card`);
  if (card.reps === 0) report('reps', `must be at least 1 for a ${state} card`);
  if (card.learning_steps > 0) checkStep(settings, card, report);
  if (last_review === null) report('last_review', `must be a UTC time for a ${state} card`);
  else if (Date.parse(last_review) > now) report('last_review', 'must not be after now');
  else if (Date.parse(card.due) < Date.parse(last_review)) report('due', 'must not be before last_review');
}

function checkStep(
  { learning_steps, relearning_steps }: SchedulerSettings,
  { state, learning_steps: step }: FsrsCardState,
  report: ReportField,
): void {
  if (state === 'Review') {
    const isStepOfDays = [learning_steps, relearning_steps].some(
      (steps) => step < steps.length && Math.max(minutesOf(steps[step]!), hardMinutes(steps)) >= MINUTES.d,
    );
    if (!isStepOfDays) report('learning_steps', 'must be 0 for a Review card, or a step of days of the parameters');
    return;
  }
  const [name, steps] =
    state === 'Learning' ? ['learning_steps', learning_steps] : ['relearning_steps', relearning_steps];
  if (step >= steps.length) {
    report('learning_steps', `must be less than ${steps.length}, the number of ${name} in the parameters, or 0`);
  }
}

const MINUTES = { m: 1, h: 60, d: 24 * 60 };

const minutesOf = (step: string): number => Number.parseInt(step, 10) * MINUTES[step.at(-1) as 'm' | 'h' | 'd'];

/** What Hard waits for at any step. A card that waits for days counts as reviewed, and stays at its step. */
const hardMinutes = ([first, second]: readonly string[]): number =>
  Math.round(second === undefined ? 1.5 * minutesOf(first!) : (minutesOf(first!) + minutesOf(second)) / 2);
