import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { AdaptiveV0Algorithm } from './adaptive-v0.algorithm.js';
import { AdaptiveV0Params } from './adaptive-v0.params.js';

describe(AdaptiveV0Algorithm.name, () => {
  it('is a stub: computing throws AlgorithmNotImplementedError', () => {
    const compute = () =>
      new AdaptiveV0Algorithm().compute(new AdaptiveV0Params(), { seed: '', count: 1, candidates: [] });

    expect(compute).toThrow(AlgorithmNotImplementedError);
    expect(compute).toThrow('adaptive v0 is a stub and computes nothing');
  });
});
