import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { MasteryV0Input, MasteryV0Output } from './mastery-v0.contract.js';
import { MasteryV0Params } from './mastery-v0.params.js';

/** Mastery tracking, version 0: a stub that fixes the contract. */
@LearningAlgorithm({
  key: 'mastery',
  version: 'v0',
  params: MasteryV0Params,
  input: MasteryV0Input,
  output: MasteryV0Output,
  isStub: true,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mastery v0'],
})
export class MasteryV0Algorithm implements Algorithm<MasteryV0Params, MasteryV0Input, MasteryV0Output> {
  /** @throws AlgorithmNotImplementedError always */
  compute(_params: Readonly<MasteryV0Params>, _input: MasteryV0Input): MasteryV0Output {
    throw new AlgorithmNotImplementedError('mastery', 'v0');
  }
}
