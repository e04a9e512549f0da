import { inOrder } from '../../learners/fold-plan.js';
import { type CountedAnswer } from '../../learners/log-entry.js';
import { type SkillMap } from '../../learners/sets/skill-map.js';
import { tells } from '../difficulties.js';
import { type AskedEntry } from '../sampled-logs.js';

/**
 * A learner's first answer to an item: the item, 1 for right, when it was given, and how long it took; both times in ms. And the skills
 * of the item with their weights; none where a job took it before there were any.
 */
export type FirstAnswer = [
  item: string,
  right: 0 | 1,
  at: number,
  durationMs: number | null,
  skills?: [skill: string, weight: number][],
];

/** A learner by their id, with their first answers. */
export type AnsweringLearner = [id: string, first: FirstAnswer[]];

/** First answers to items, in the order in which they were given. */
export type FirstOf<Answer> = {
  first: Answer[];
  /** Items whose first answer is not known: the earliest one that is stored was a later try. */
  not_first: number;
};

/** Which first answers are taken. */
export interface WantedAnswers {
  /** Milliseconds since 1970; null where there is no bound. */
  from: number | null;
  before: number | null;
  bank_id?: string;
  /** The answer names this group among others. */
  group_id?: string;
  item_ids?: readonly string[];
}

/**
 * The first answers of a person to each item, in their order. Answers count as folds count them: as corrected last, by the key that the
 * skill map says, without those that were withdrawn, are in quarantine, or are of sessions that do not count. Surveys tell nothing.
 */
export function firstAnswers(
  entries: readonly AskedEntry[],
  skillMap: SkillMap | undefined,
  isTaken: (answer: CountedAnswer<AskedEntry>) => boolean,
): FirstOf<CountedAnswer<AskedEntry>> {
  const seen = new Set<string>();
  const found: FirstOf<CountedAnswer<AskedEntry>> = { first: [], not_first: 0 };
  for (const placed of inOrder(entries, skillMap)) {
    if (!('answer' in placed) || !tells(placed.answer)) continue;
    const { item_id, attempt } = placed.answer;
    if (item_id === null || seen.has(item_id)) continue;
    seen.add(item_id);
    if (!isTaken(placed)) continue;
    if (attempt !== null && attempt > 1) found.not_first += 1;
    else found.first.push(placed);
  }
  return found;
}

/** Whether an answer is among those that are wanted. */
export function wantedBy({ from, before, bank_id, group_id, item_ids }: WantedAnswers) {
  const items = item_ids && new Set(item_ids);
  return ({ instant, entry }: CountedAnswer<AskedEntry>): boolean =>
    instant >= (from ?? -Infinity) &&
    instant < (before ?? Infinity) &&
    (bank_id === undefined || entry.bank_id === bank_id) &&
    (group_id === undefined || entry.group_ids.includes(group_id)) &&
    (!items || items.has(entry.item_id!));
}

/** As difficulties are estimated by it. Right means without hints. */
export const asFirstAnswer = ({ instant, answer }: CountedAnswer<AskedEntry>): FirstAnswer => {
  const { item_id, score, correct, hints, duration_ms } = answer;
  const skills = answer.skills.map(({ skill_id, weight }): [string, number] => [skill_id, weight]);
  return [item_id!, correct && (score !== null || !hints) ? 1 : 0, instant, duration_ms, skills];
};
