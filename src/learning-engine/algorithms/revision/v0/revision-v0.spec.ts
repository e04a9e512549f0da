import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { RevisionV0Algorithm } from './revision-v0.algorithm.js';
import { RevisionV0Params } from './revision-v0.params.js';

describe(RevisionV0Algorithm.name, () => {
  it('is a stub: computing throws AlgorithmNotImplementedError', () => {
    const compute = () =>
      new RevisionV0Algorithm().compute(new RevisionV0Params(), { now: '2026-01-21T12:00:00Z', items: [] });

    expect(compute).toThrow(AlgorithmNotImplementedError);
    expect(compute).toThrow('revision v0 is a stub and computes nothing');
  });
});
