import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { DifficultyV0Input, DifficultyV0Output } from './difficulty-v0.contract.js';
import { DifficultyV0Params } from './difficulty-v0.params.js';

/** Difficulty assessment, version 0: a stub that fixes the contract. */
@LearningAlgorithm({
  key: 'difficulty',
  version: 'v0',
  params: DifficultyV0Params,
  input: DifficultyV0Input,
  output: DifficultyV0Output,
  isStub: true,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['difficulty v0'],
})
export class DifficultyV0Algorithm implements Algorithm<DifficultyV0Params, DifficultyV0Input, DifficultyV0Output> {
  /** @throws AlgorithmNotImplementedError always */
  compute(_params: Readonly<DifficultyV0Params>, _input: DifficultyV0Input): DifficultyV0Output {
    throw new AlgorithmNotImplementedError('difficulty', 'v0');
  }
}
