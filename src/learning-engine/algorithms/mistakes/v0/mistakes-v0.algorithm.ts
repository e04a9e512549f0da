import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { MistakesV0Input, MistakesV0Output } from './mistakes-v0.contract.js';
import { MistakesV0Params } from './mistakes-v0.params.js';

/** Common mistakes, version 0: a stub that fixes the contract. */
@LearningAlgorithm({
  key: 'mistakes',
  version: 'v0',
  params: MistakesV0Params,
  input: MistakesV0Input,
  output: MistakesV0Output,
  isStub: true,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mistakes v0'],
})
export class MistakesV0Algorithm implements Algorithm<MistakesV0Params, MistakesV0Input, MistakesV0Output> {
  /** @throws AlgorithmNotImplementedError always */
  compute(_params: Readonly<MistakesV0Params>, _input: MistakesV0Input): MistakesV0Output {
    throw new AlgorithmNotImplementedError('mistakes', 'v0');
  }
}
