import { type Algorithm, LearningAlgorithm } from 'learning-engine/authoring';
import { ChanceInput, NoParams } from './chance-versions.js';

const FACTOR = 0.6;

/** The same version after one of its constants was changed. */
@LearningAlgorithm({
  ...{ key: 'constant', version: 'v1', params: NoParams, input: ChanceInput, module: import.meta.url },
  codeDigest: 'after',
})
export class ConstantAfter implements Algorithm<NoParams, ChanceInput> {
  compute(_params: Readonly<NoParams>, { id }: Readonly<ChanceInput>): unknown {
    return {
      scores: [
        { id, score: id.length * FACTOR },
        { id: 'fixed', score: 1 },
      ],
    };
  }
}
