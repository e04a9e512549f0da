import { type Type } from '@nestjs/common';
import { type JsonValue } from 'learning-engine';
import { type Algorithm, IntegerAtLeast, LearningAlgorithm } from 'learning-engine/authoring';

class FreeParams {
  /** Anything that JSON can hold. No rule but the law. */
  value: JsonValue = null;
}

/** A version whose parameter takes any JSON value, so that nothing but the law stands between a set and the table. */
@LearningAlgorithm({ key: 'free', version: 'v1', params: FreeParams })
export class FreeV1Algorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

class LevelParams {
  @IntegerAtLeast(1) level: number = 1;
}

/** An algorithm class under any name, with one integer parameter `level` of at least 1. */
export function levelAlgorithm(key: string, version: string): Type<Algorithm> {
  @LearningAlgorithm({ key, version, params: LevelParams })
  class LevelAlgorithm implements Algorithm {
    compute(): null {
      return null;
    }
  }
  return LevelAlgorithm;
}
