import { type Algorithm, Between, IntegerAtLeast, LearningAlgorithm, Text } from 'learning-engine/authoring';
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

@LearningAlgorithm({
  key: 'streak',
  version: 'v1',
  params: StreakV1Params,
  input: StreakV1Input,
  module: pathToFileURL(__filename).href,
})
export class StreakV1Algorithm implements Algorithm<StreakV1Params, StreakV1Input, object> {
  compute(params: Readonly<StreakV1Params>, input: StreakV1Input) {
    return { score: params.bonus * Math.min(input.days, params.longest), isMainThread };
  }
}
