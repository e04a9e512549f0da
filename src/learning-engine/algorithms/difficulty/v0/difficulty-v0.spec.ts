import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { DifficultyV0Algorithm } from './difficulty-v0.algorithm.js';
import { DifficultyV0Params } from './difficulty-v0.params.js';

describe(DifficultyV0Algorithm.name, () => {
  it('is a stub: computing throws AlgorithmNotImplementedError', () => {
    const compute = () => new DifficultyV0Algorithm().compute(new DifficultyV0Params(), { attempts: [] });

    expect(compute).toThrow(AlgorithmNotImplementedError);
    expect(compute).toThrow('difficulty v0 is a stub and computes nothing');
  });
});
