import { type Algorithm, Between, type Fold, IntegerAtLeast, LearningAlgorithm, Text } from 'learning-engine/authoring';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

export class StreakV1Params {
  @Between(0, 1) bonus: number = 0.1;
  @IntegerAtLeast(1) longest: number = 7;
}

export class StreakV1Input {
  @IntegerAtLeast(0) days: number;
  @Text() note: string;
}

const streakFold: Fold<StreakV1Params, { right: number }> = {
  revision: 1,
  refold: 'item',
  contexts: ['practice', 'homework'],
  scopes: ({ item_id }) => (item_id === null ? [] : [{ kind: 'item', id: item_id }]),
  step: ([before], { item_id, correct }) => {
    const right = correct ? (before?.state.right ?? 0) + 1 : 0;
    return [{ scope: { kind: 'item', id: item_id! }, state: { right }, value: right, due_at: null }];
  },
};

@LearningAlgorithm({
  key: 'streak',
  version: 'v1',
  params: StreakV1Params,
  input: StreakV1Input,
  fold: streakFold,
  module: pathToFileURL(__filename).href,
})
export class StreakV1Algorithm implements Algorithm<StreakV1Params, StreakV1Input, object> {
  compute(params: Readonly<StreakV1Params>, input: StreakV1Input) {
    return { score: params.bonus * Math.min(input.days, params.longest), isMainThread };
  }
}
