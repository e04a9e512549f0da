import { inspect } from 'node:util';
import { AlgorithmFailedError, ExecutionService } from 'learning-engine';
import { failing } from '../support/engine/failing-run.js';
import { ProbeAlgorithm, probes, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

const throwing = (what: () => unknown) => () => {
  throw what();
};
/** Without a text, and some of them not even to be asked what they are. */
const unspeakable: [string, () => unknown][] = [
  [
    'an object that throws itself when it is to be a text',
    () => {
      const own: object = { toString: throwing(() => own), [inspect.custom]: throwing(() => own) };
      return own;
    },
  ],
  [
    'a proxy that throws itself',
    () => {
      const own: object = new Proxy({}, { getPrototypeOf: throwing(() => own) });
      return own;
    },
  ],
  [
    'a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  ['the longest text', () => 'x'.repeat(2 ** 29 - 25)],
];

describe(`${ExecutionService.name}: what has no text`, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm] });
  beforeAll(() => seedProbe(engine));
  afterEach(() => probes.clear());

  it.each(unspeakable)('records an algorithm that throws %s', async (_name, make) => {
    const thrown = make();
    probes.set(
      'throws',
      throwing(() => thrown),
    );
    const { error, run } = await failing(engine, () => engine.execution.execute('probe', { id: 'throws', value: 1 }));

    expect(error).toBeInstanceOf(AlgorithmFailedError);
    expect(Object.is((error as Error).cause, thrown)).toBe(true);
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'ALGORITHM_FAILED' });
  });
});
