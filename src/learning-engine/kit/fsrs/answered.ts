import { type FoldedAnswer, type FoldQuestion, type FoldState } from '../../authoring/fold.js';
import { cardState, knownCard, newCard } from './cards.js';
import { LearnerDays } from './days.js';
import { type FsrsMemory } from './memory.js';
import { Schedule } from './schedule.js';
import { schedulerOf, type SchedulerSettings } from './scheduler.js';

/** Each answer says in whose days it was given. */
const UTC = new LearnerDays(0);

const scheduleOf = (settings: SchedulerSettings): Schedule => new Schedule(schedulerOf(settings), UTC, false);

/** The state of an item, as a card, after an answer to it. */
export function cardAfter(
  settings: SchedulerSettings,
  before: FsrsMemory | undefined,
  { event_id, item_id, at, sequence, rating, correct, day_offset_minutes }: FoldedAnswer,
): FoldState<FsrsMemory> {
  const instant = Date.parse(at);
  const card = before ? knownCard(before, UTC) : newCard(instant);
  const review = { rating: rating ?? undefined, correct, day_offset_minutes: day_offset_minutes ?? undefined };
  const after = scheduleOf(settings).after(card, review, instant);
  const state = cardState(item_id!, { ...after, counted: { instant, sequence, id: event_id } });
  return { scope: { kind: 'item', id: item_id! }, state, value: null, due_at: state.due };
}

/** How likely recall of an item is when it is asked; null before its first answer, and on the day of its last one. */
export const recallOf = (
  settings: SchedulerSettings,
  before: FsrsMemory | undefined,
  { at, day_offset_minutes }: FoldQuestion,
): number | null =>
  before ? scheduleOf(settings).recallAt(knownCard(before, UTC), Date.parse(at), day_offset_minutes) : null;
