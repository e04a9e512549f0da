import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { RevisionV0Input, RevisionV0Output } from './revision-v0.contract.js';
import { RevisionV0Params } from './revision-v0.params.js';

/** Revision scheduling, version 0: a stub that fixes the contract. */
@LearningAlgorithm({
  key: 'revision',
  version: 'v0',
  params: RevisionV0Params,
  input: RevisionV0Input,
  output: RevisionV0Output,
  isStub: true,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['revision v0'],
})
export class RevisionV0Algorithm implements Algorithm<RevisionV0Params, RevisionV0Input, RevisionV0Output> {
  /** @throws AlgorithmNotImplementedError always */
  compute(_params: Readonly<RevisionV0Params>, _input: RevisionV0Input): RevisionV0Output {
    throw new AlgorithmNotImplementedError('revision', 'v0');
  }
}
