import 'reflect-metadata';
import { type FoldedAnswer, type FoldFacts } from '../../authoring/fold.js';
import { inOrder } from '../../learners/fold-plan.js';
import { foldAnew } from '../../learners/folding.js';
import { classOf } from '../classes.js';
import { foldingOf, type LoadedPair, type SaidOfItems } from '../loaded-folding.js';
import { type Contender, replayed, type Replayed } from '../replayed.js';
import { type GroupedEntry } from './evaluation-store.js';
import { saidOfAnswers } from './said-of-answers.js';

export type ReplayQuestion = {
  contenders: { name: string; pair: LoadedPair }[];
  /** Judged from then on, in milliseconds since 1970; null for all. */
  from: number | null;
  learners: {
    id: string;
    /** In their order. */
    entries: GroupedEntry[];
    /** What others have told of the questions, by event. */
    facts: Record<string, FoldFacts>;
  }[];
  /** What the active sets say of the items in their answers. */
  said: SaidOfItems;
};

export type ReplayedLearner = {
  replayed: Replayed;
  /** By contender: whether its fold throws. Then it predicts none of the answers. */
  failed: boolean[];
  /** How many answers would be judged if they had not come too fast. */
  rapid: number;
};

const UNKNOWN: FoldFacts = { item_difficulty: null };

/**
 * Replays the logs of learners by each pair, as states are kept: by the active skill map, and with the usual durations of the active
 * calibration. What was reset is folded as it was. Difficulties are those that others have told of, not those of the calibration.
 */
export async function compute({ contenders, from, learners, said }: ReplayQuestion): Promise<ReplayedLearner[]> {
  const foldings = await Promise.all(
    contenders.map(async ({ name, pair }) => ({ name, folding: await foldingOf(pair) })),
  );
  const { skillMap, usualDurationOf, isRapid } = saidOfAnswers(said);
  return learners.map(({ id, entries, facts }) => {
    const placed = inOrder(entries, skillMap);
    const counted = placed.filter((one) => 'answer' in one);
    const answers = counted.map(({ answer }) => answer);
    const classId = classOf(counted.map(({ entry }) => entry.group_ids));
    const known = new Map(
      answers.map((answer): [FoldedAnswer, FoldFacts] => {
        const item_duration_ms = usualDurationOf(answer);
        const others = facts[answer.event_id] ?? UNKNOWN;
        return [answer, item_duration_ms === null ? others : { ...others, item_duration_ms }];
      }),
    );
    const failed = contenders.map(() => false);
    const predicting = foldings.map(({ name, folding }, index): Contender => {
      const predict = (asked: readonly FoldedAnswer[]) => {
        try {
          const factsOf = (question: object) => known.get(question as FoldedAnswer) ?? UNKNOWN;
          const { predicted } = foldAnew({ ...folding, factsOf }, placed);
          return asked.map(({ event_id }) => predicted.get(event_id) ?? null);
        } catch {
          failed[index] = true;
          return asked.map(() => null);
        }
      };
      return { name, predict };
    });
    const isWanted = ({ at }: FoldedAnswer) => from === null || Date.parse(at) >= from;
    const isJudged = (answer: FoldedAnswer) => isWanted(answer) && !isRapid(answer);
    const rapid = answers.filter((answer) => isWanted(answer) && isRapid(answer)).length;
    return { replayed: replayed({ learnerId: id, answers, classId }, predicting, isJudged), failed, rapid };
  });
}
