import { inOrder } from '../../learners/fold-plan.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { type SkillMap } from '../../learners/sets/skill-map.js';
import { tells } from '../difficulties.js';

/** A learner's first answer to an item: the item, 1 for right, when it was given, and how long it took; both times in ms. */
export type FirstAnswer = [item: string, right: 0 | 1, at: number, durationMs: number | null];

/** A learner by their id, with their first answers. */
export type AnsweringLearner = [id: string, first: FirstAnswer[]];

export type FirstAnswers = {
  first: FirstAnswer[];
  /** Items whose first answer is not known: the earliest one that is stored was a later try. */
  not_first: number;
};

/**
 * The first answers of a person to each item, in their order. Answers count as folds count them: as corrected last, by the key that the
 * skill map says, without those that were withdrawn, are in quarantine, or are of sessions that do not count. Right means at first and
 * without hints. Surveys tell nothing.
 */
export function firstAnswers(
  entries: readonly FoldedEntry[],
  skillMap: SkillMap | undefined,
  isTaken: (answer: { item: string; event: string; at: number }) => boolean,
): FirstAnswers {
  const seen = new Set<string>();
  const found: FirstAnswers = { first: [], not_first: 0 };
  for (const placed of inOrder(entries, skillMap)) {
    if (!('answer' in placed) || !tells(placed.answer)) continue;
    const { item_id, event_id, score, correct, hints, attempt, duration_ms } = placed.answer;
    if (item_id === null || seen.has(item_id)) continue;
    seen.add(item_id);
    if (!isTaken({ item: item_id, event: event_id, at: placed.instant })) continue;
    if (attempt !== null && attempt > 1) found.not_first += 1;
    else found.first.push([item_id, correct && (score !== null || !hints) ? 1 : 0, placed.instant, duration_ms]);
  }
  return found;
}
