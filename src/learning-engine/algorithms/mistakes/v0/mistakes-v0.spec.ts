import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { MistakesV0Algorithm } from './mistakes-v0.algorithm.js';
import { MistakesV0Params } from './mistakes-v0.params.js';

describe(MistakesV0Algorithm.name, () => {
  it('is a stub: computing throws AlgorithmNotImplementedError', () => {
    const compute = () =>
      new MistakesV0Algorithm().compute(new MistakesV0Params(), { now: '2026-01-21T12:00:00Z', attempts: [] });

    expect(compute).toThrow(AlgorithmNotImplementedError);
    expect(compute).toThrow('mistakes v0 is a stub and computes nothing');
  });
});
