import { type Type } from '@nestjs/common';
import { type Algorithm, Between, type Fold, type FoldState, LearningAlgorithm } from 'learning-engine/authoring';

class StreakV1Params {
  @Between(0, 1) bonus: number = 0.1;
}

interface Streak {
  right: number;
}

export type StreakFold = Fold<StreakV1Params, Streak>;

/** How often an item was answered right in a row. */
export const streakFold: StreakFold = {
  revision: 1,
  refold: 'item',
  contexts: ['practice', 'homework'],
  scopes: ({ item_id }) => (item_id === null ? [] : [{ kind: 'item', id: item_id }]),
  step: ([before], { item_id, correct }) => [streak(item_id!, correct ? (before?.state.right ?? 0) + 1 : 0)],
  predict: ([before], _question, { bonus }) => (before ? Math.min(1, bonus * before.state.right) : null),
};
export const streak = (id: string, right: number): FoldState<Streak> => ({
  ...{ scope: { kind: 'item', id }, state: { right }, value: right, due_at: null },
});

/** A version that folds like this; without a fold, one that does not. */
export function streakAlgorithm(fold?: Partial<StreakFold>): Type<Algorithm> {
  @LearningAlgorithm({
    key: 'streak',
    version: 'v1',
    params: StreakV1Params,
    ...(fold && { fold: { ...streakFold, ...fold } }),
  })
  class StreakV1Algorithm implements Algorithm<StreakV1Params> {
    compute() {
      return {};
    }
  }
  return StreakV1Algorithm;
}
