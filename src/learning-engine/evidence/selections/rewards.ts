import { type CountedAnswer, type FoldedEntry } from '../../learners/log-entry.js';

/** What selections are judged by. */
export const REWARDS = ['answered', 'right', 'later_right'] as const;
export type Reward = (typeof REWARDS)[number];

const DAY_MS = 86_400_000;
const LATER_DAYS = 14;

/** For how long after a selection answers decide what came of it, in milliseconds. */
export const decidedAfter = (reward: Reward): number => (reward === 'later_right' ? LATER_DAYS : 1) * DAY_MS;

/** An entry, with the selection that it is an answer to. */
export interface SelectedEntry extends FoldedEntry {
  selection_id: string | null;
}

export interface AskedFirst {
  id: string;
  /** In milliseconds since 1970. */
  at: number;
  item_id: string;
  /** Null where the host named none: then the item itself counts. */
  skill_id: string | null;
}

/** What came of the first question of a selection: 0 or 1. @param answers of the person that count, in their order */
export function rewardOf(reward: Reward, asked: AskedFirst, answers: readonly CountedAnswer<SelectedEntry>[]): number {
  const [from, until] = [asked.at + DAY_MS, asked.at + decidedAfter(reward)];
  if (reward === 'later_right') {
    const isOfSkill = ({ answer }: CountedAnswer<SelectedEntry>) =>
      asked.skill_id === null
        ? answer.item_id === asked.item_id
        : answer.skills.some(({ skill_id }) => skill_id === asked.skill_id);
    const later = answers.find((one) => one.instant >= from && one.instant < until && isOfSkill(one));
    return Number(later?.answer.correct ?? false);
  }
  const given = answers.find(
    ({ entry, instant }) => entry.selection_id === asked.id && entry.item_id === asked.item_id && instant < until,
  );
  return Number(reward === 'right' ? (given?.answer.correct ?? false) : given !== undefined);
}
