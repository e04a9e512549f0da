import { type Algorithm, LearningAlgorithm } from 'learning-engine/authoring';
import { ChanceInput, NoParams } from './chance-versions.js';

const FACTOR = 0.5;

/** The same version before one of its constants was changed. */
@LearningAlgorithm({
  ...{ key: 'constant', version: 'v1', params: NoParams, input: ChanceInput, module: import.meta.url },
  codeDigest: 'before',
})
export class ConstantBefore implements Algorithm<NoParams, ChanceInput> {
  compute(_params: Readonly<NoParams>, { id }: Readonly<ChanceInput>): unknown {
    return {
      scores: [
        { id, score: id.length * FACTOR },
        { id: 'fixed', score: 1 },
      ],
    };
  }
}
