import { AlgorithmFailedError, ParamsService } from 'learning-engine';
import { type Algorithm, AtLeast, LearningAlgorithm, ListOfValues } from 'learning-engine/authoring';
import { AlgoParams, type AlgoVersion } from 'learning-engine/persistence';
import { createVersion } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

class RuledParams {
  @AtLeast(0) limit: number = 1;
  @ListOfValues({ type: 'integer' }, 'must be a list of integers') steps: number[] = [];

  static crossRules = [
    ({ limit }: RuledParams) => {
      if (limit === 13) throw new RangeError('13 was not thought of');
      return undefined;
    },
    (params: RuledParams) => {
      if (params.limit === 7) params.limit = 8;
      params.steps.sort((a, b) => a - b);
      return undefined;
    },
  ];
}

@LearningAlgorithm({ key: 'ruled', version: 'v1', params: RuledParams })
class RuledAlgorithm implements Algorithm {
  compute(): object {
    return {};
  }
}

describe(`${ParamsService.name}: rules of a host that go wrong`, () => {
  const engine = useEngine({ algorithms: [RuledAlgorithm] });
  let version: AlgoVersion;
  beforeAll(async () => {
    version = await createVersion(engine.dataSource, 'ruled', 'v1');
  });

  const bad: [string, object, string][] = [
    ['throws', { limit: 13 }, 'ruled v1 failed: RangeError: 13 was not thought of'],
    ['changes a parameter', { limit: 7 }, "ruled v1 failed: TypeError: Cannot assign to read only property 'limit'"],
    [
      'changes what a parameter holds',
      { steps: [2, 1] },
      "ruled v1 failed: TypeError: Cannot assign to read only property '0'",
    ],
  ];

  it.each(bad)('one that %s: the caller gets an error, and nothing is written', async (_what, set, message) => {
    const validate = () => engine.params.validateParams('ruled', 'v1', set);
    expect(validate).toThrow(AlgorithmFailedError);
    expect(validate).toThrow(message);
    const calls = [
      () => engine.params.previewParams(version.id, set),
      () => engine.params.createParams(version.id, set),
    ];
    for (const call of calls) {
      const answer = call();
      await expect(answer).rejects.toBeInstanceOf(AlgorithmFailedError);
      await expect(answer).rejects.toThrow(message);
    }
    expect(await engine.dataSource.manager.countBy(AlgoParams, { algoVersionId: version.id })).toBe(0);
  });

  it('takes what its rules judge without changing it', async () => {
    const { paramsJson } = await engine.params.createParams(version.id, { limit: 2, steps: [1] });

    expect(paramsJson).toEqual({ limit: 2, steps: [1] });
  });
});
