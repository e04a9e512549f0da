import { type FoldState } from '../../authoring/fold.js';
import { type FoldableEntry } from '../../learners/fold-plan.js';
import { type Folding, NO_FACTS, type PlacedAnswer, scopesOf } from '../../learners/folding.js';
import { scopeName } from '../../learners/learner-state.js';
import { type States } from './compare-states.js';

const DAY_MS = 86_400_000;
/** Up to when the forecast goes, in days after `now`. */
export const FORECAST_DAYS = [7, 30] as const;
/** How often each learner goes on: what differs between the rounds is how sure the forecast is. */
export const ROUNDS = 2;
/** From how many days before `now` the pace of a learner is taken, at most. */
const PACE_DAYS = 30;
const MOST_A_DAY = 1000;

/** How a learner has worked up to `now`. */
export interface Habits {
  /** Answers a day; 0 for one who gave none in the last 30 days. */
  perDay: number;
  /** Median time of an answer in seconds, where times are known. */
  seconds: number | null;
  /** The longest of 95 % of the times from an answer to the next one to the same scope, in milliseconds. */
  longestGap: number | null;
  /** Whether there are answers after `now`. */
  isAhead: boolean;
  /** The last answer to each scope, by its name. */
  last: ReadonlyMap<string, PlacedAnswer>;
}

/**
 * What was observed of a learner by a fold: of the answers that it folds.
 *
 * @param states what becomes due among them tells between which answers there are gaps
 */
export function habitsOf(folding: Folding, entries: readonly FoldableEntry[], states: States, now: number): Habits {
  const last = new Map<string, PlacedAnswer>();
  const [gaps, times, instants]: number[][] = [[], [], []];
  for (const entry of entries) {
    if ('reset' in entry) continue;
    const scopes = scopesOf(folding, entry);
    if (scopes.length === 0) continue;
    instants!.push(entry.instant);
    if (entry.answer.duration_ms !== null) times!.push(entry.answer.duration_ms);
    for (const name of scopes.map(scopeName)) {
      const before = last.get(name);
      const isScheduled = (states.get(name)?.due_at ?? null) !== null;
      if (before && isScheduled && entry.instant > before.instant) gaps!.push(entry.instant - before.instant);
      last.set(name, entry);
    }
  }
  const since = Math.max(now - PACE_DAYS * DAY_MS, Math.min(instants![0] ?? now, now - DAY_MS));
  const recent = instants!.filter((instant) => instant > since - 1 && instant <= now).length;
  const median = at(times!, 0.5);
  return {
    perDay: Math.min(MOST_A_DAY, (recent * DAY_MS) / (now - since)),
    seconds: median === null ? null : median / 1000,
    longestGap: at(gaps!, 0.95),
    isAhead: (instants!.at(-1) ?? now) > now,
    last,
  };
}

/** The smallest value that so much of all has at most. */
function at(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

/** How far a learner has come after so many days. */
export interface Progress {
  days: number;
  /** States that are due. */
  due: number;
  /** Answers since `now`. */
  reviews: number;
}

/**
 * Lets a learner go on: each day they answer what has been due longest, as many as they used to, rightly as often as the fold
 * expects. What it expects nothing of on that day, such as a card that was answered on it, waits. New questions do not come.
 *
 * @param draw numbers in [0, 1), each once
 * @returns undefined where the fold expected nothing of any answer that was due
 * @throws what the fold throws
 */
export function goOn(
  folding: Folding,
  given: States,
  { perDay, last }: Habits,
  now: number,
  draw: () => number,
): Progress[] | undefined {
  const states = new Map<string, FoldState>(given);
  const due = new Map(
    [...states].flatMap(([name, { due_at }]) => (due_at === null ? [] : [[name, Date.parse(due_at)]])),
  );
  const progress: Progress[] = [];
  let [reviews, waited] = [0, 0];
  for (let day = 0; day < FORECAST_DAYS.at(-1)!; day += 1) {
    // All of a day at one time: what is due after so many days is due at that time.
    const session = now + day * DAY_MS + 1;
    let left = Math.floor(perDay * (day + 1)) - Math.floor(perDay * day);
    for (const name of left === 0 ? [] : dueBy(due, session)) {
      if (left === 0) break;
      const made = review(folding, states, last.get(name), { instant: session, id: String(reviews) }, draw);
      if (!made) {
        waited += 1;
        continue;
      }
      left -= 1;
      for (const state of made) {
        const touched = scopeName(state.scope);
        states.set(touched, state);
        if (state.due_at === null) due.delete(touched);
        else due.set(touched, Date.parse(state.due_at));
      }
      reviews += 1;
    }
    if (FORECAST_DAYS.some((days) => days === day + 1)) {
      progress.push({ days: day + 1, due: dueBy(due, now + (day + 1) * DAY_MS).length, reviews });
    }
  }
  return waited > 0 && reviews === 0 ? undefined : progress;
}

/** What is due at an instant, what has been due longest first. */
const dueBy = (due: ReadonlyMap<string, number>, instant: number): string[] =>
  [...due]
    .filter(([, at]) => at <= instant)
    .sort(([one, at], [other, after]) => at - after || (one < other ? -1 : 1))
    .map(([name]) => name);

/** The states that an answer to the question that was asked last makes. */
function review(
  { fold, params, factsOf }: Folding,
  states: ReadonlyMap<string, FoldState>,
  last: PlacedAnswer | undefined,
  { instant, id }: { instant: number; id: string },
  draw: () => number,
): readonly FoldState[] | undefined {
  if (!last || !fold.predict) return undefined;
  const { item_id, skills, option_count, guess, context, day_offset_minutes } = last.answer;
  const at = new Date(instant).toISOString();
  const asked = { at, item_id, skills, option_count, guess, attempt: null, context, day_offset_minutes };
  const facts = factsOf?.(asked) ?? NO_FACTS;
  const before = fold.scopes(asked).map((scope) => states.get(scopeName(scope)) ?? null);
  const expected = fold.predict(before, asked, params, facts);
  if (expected === null) return undefined;
  const given = { score: null, rating: null, duration_ms: null, hints: null };
  const made = fold.step(
    before,
    { ...asked, ...given, event_id: id, sequence: null, correct: draw() < expected },
    params,
    facts,
  );
  return made as readonly FoldState[];
}
