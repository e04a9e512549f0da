import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { AdaptiveV0Input, AdaptiveV0Output } from './adaptive-v0.contract.js';
import { AdaptiveV0Params } from './adaptive-v0.params.js';

/** Adaptive selection, version 0: a stub that fixes the contract. */
@LearningAlgorithm({
  key: 'adaptive',
  version: 'v0',
  params: AdaptiveV0Params,
  input: AdaptiveV0Input,
  output: AdaptiveV0Output,
  isStub: true,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['adaptive v0'],
})
export class AdaptiveV0Algorithm implements Algorithm<AdaptiveV0Params, AdaptiveV0Input, AdaptiveV0Output> {
  /** @throws AlgorithmNotImplementedError always */
  compute(_params: Readonly<AdaptiveV0Params>, _input: AdaptiveV0Input): AdaptiveV0Output {
    throw new AlgorithmNotImplementedError('adaptive', 'v0');
  }
}
