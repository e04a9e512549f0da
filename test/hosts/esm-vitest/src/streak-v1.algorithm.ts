import { type Algorithm, Between, IntegerAtLeast, LearningAlgorithm } from 'learning-engine/authoring';

export class StreakV1Params {
  @Between(0, 1) bonus: number = 0.1;
}

export class StreakV1Input {
  @IntegerAtLeast(0) days!: number;
}

@LearningAlgorithm({ key: 'streak', version: 'v1', params: StreakV1Params, input: StreakV1Input })
export class StreakV1Algorithm implements Algorithm<StreakV1Params, StreakV1Input, object> {
  compute(params: Readonly<StreakV1Params>, input: StreakV1Input) {
    return { score: params.bonus * input.days };
  }
}
