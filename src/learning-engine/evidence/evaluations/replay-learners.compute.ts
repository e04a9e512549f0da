import 'reflect-metadata';
import { type FoldedAnswer, type FoldFacts } from '../../authoring/fold.js';
import { inOrder } from '../../learners/fold-plan.js';
import { foldAnew } from '../../learners/folding.js';
import { classOf } from '../classes.js';
import { foldingOf, type LoadedPair } from '../loaded-folding.js';
import { type Contender, replayed, type Replayed } from '../replayed.js';
import { type GroupedEntry } from './evaluation-store.js';

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
};

export type ReplayedLearner = {
  replayed: Replayed;
  /** By contender: whether its fold throws. Then it predicts none of the answers. */
  failed: boolean[];
};

const UNKNOWN: FoldFacts = { item_difficulty: null };

/** Replays the logs of learners by each pair. What was reset is folded as it was. */
export async function compute({ contenders, from, learners }: ReplayQuestion): Promise<ReplayedLearner[]> {
  const foldings = await Promise.all(
    contenders.map(async ({ name, pair }) => ({ name, folding: await foldingOf(pair) })),
  );
  return learners.map(({ id, entries, facts }) => {
    const placed = inOrder(entries);
    const counted = placed.filter((one) => 'answer' in one);
    const answers = counted.map(({ answer }) => answer);
    const classId = classOf(counted.map(({ entry }) => entry.group_ids));
    const known = new Map(answers.map((answer) => [answer, facts[answer.event_id] ?? UNKNOWN]));
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
    const isJudged = ({ at }: FoldedAnswer) => from === null || Date.parse(at) >= from;
    return { replayed: replayed({ learnerId: id, answers, classId }, predicting, isJudged), failed };
  });
}
