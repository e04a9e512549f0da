import { AlgorithmNotImplementedError } from '../../../errors/algorithm.errors.js';
import { MasteryV0Algorithm } from './mastery-v0.algorithm.js';
import { MasteryV0Params } from './mastery-v0.params.js';

describe(MasteryV0Algorithm.name, () => {
  it('is a stub: computing throws AlgorithmNotImplementedError', () => {
    const compute = () => new MasteryV0Algorithm().compute(new MasteryV0Params(), { attempts: [] });

    expect(compute).toThrow(AlgorithmNotImplementedError);
    expect(compute).toThrow('mastery v0 is a stub and computes nothing');
  });
});
