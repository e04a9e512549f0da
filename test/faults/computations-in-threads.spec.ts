import { useTestDatabase } from '../support/database/test-database.js';
import { vectorInputs } from '../fixtures/vector-inputs.js';
import { expectWithin } from '../support/engine/vectors.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';

interface Outcome {
  output?: object;
  error?: { code: string };
  type?: string;
  message?: string;
  run?: { status: string; errorCode: string | null };
}

/** The engine as it is built, in a process of its own: from its sources it has no threads. */
describe('a large computation', () => {
  const database = useTestDatabase();
  let scenes: [string, never][];
  const saw = <T>(scene: string): T => scenes.find(([name]) => name === scene)![1];

  beforeAll(async () => {
    const script = startScript('compute-in-threads', database.url);
    expect([await script.end(), script.stderr]).toEqual([0, '']);
    scenes = linesOf(script);
  });

  it('runs in a thread, and a small one on the main thread', () => {
    expect(saw('large where')).toEqual({ isMainThread: false });
    expect(saw('small where')).toEqual({ isMainThread: true });
  });

  it.each(['moduleless', 'injecting', 'heir', 'hidden'])(
    'of a class that no thread can make (%s) is not sent',
    (key) => {
      expect(saw(`large ${key}`)).toEqual({ isMainThread: true });
    },
  );

  it.each(['replaced', 'replaced in the class'])('of a version whose compute was %s is not sent', (scene) => {
    expect(saw(scene)).toEqual({ isReplaced: true });
  });

  it('gives the same output, error and record on either way, for every version', () => {
    const pairs = scenes
      .filter(([name]) => name === 'both')
      .map(([, pair]) => pair as { what: string; here: Outcome; threaded: Outcome });

    expect(pairs).toHaveLength(16);
    for (const { what, here, threaded } of pairs) expect([what, threaded]).toEqual([what, here]);
    const codes = pairs.map(({ threaded }) => threaded.run!.errorCode).sort();
    expect(codes).toEqual([
      'ALGORITHM_FAILED',
      ...new Array<string>(5).fill('INVALID_INPUT'),
      ...new Array<string>(5).fill('NOT_IMPLEMENTED'),
      ...new Array<null>(5).fill(null),
    ]);
  });

  it('gives the golden numbers on either way', () => {
    const vectors = scenes
      .filter(([name]) => name === 'vector')
      .map(([, scene]) => scene as { what: string; here: object; threaded: object });
    const golden = vectorInputs();

    expect(golden).toHaveLength(26);
    expect(vectors.map(({ what }) => what)).toEqual(golden.map(({ key, id }) => `${key} ${id}`));
    vectors.forEach(({ what, here, threaded }, index) => {
      expect([what, threaded]).toEqual([what, here]);
      expectHas(threaded, golden[index]!.expected);
    });
  });

  it('that takes too long is ended, and its run with it, while the process goes on with other things', () => {
    expect(saw('spin')).toMatchObject({
      type: 'ComputationTimedOutError',
      error: { code: 'TIMED_OUT', algoKey: 'stubborn', version: 'v1', timeLimitMs: 5000, outcome: 'failed' },
      run: { status: 'FAILED', errorCode: 'TIMED_OUT' },
    });
    expect(saw('turns while spinning')).toBeGreaterThan(10);
    expect(saw('after spin')).toEqual({ isMainThread: false });
  });

  it('that ends its thread ends neither the process nor those that come after it', () => {
    expect(saw('exit')).toMatchObject({
      type: 'AlgorithmFailedError',
      message: 'stubborn v1 failed: Error: The thread ended with code 3.',
      run: { status: 'FAILED', errorCode: 'ALGORITHM_FAILED' },
    });
    expect(saw('after exit')).toEqual({ isMainThread: false });
  });

  it('waits for a thread, but not in a queue that is full, nor for ever: then nothing is recorded', () => {
    const [both, end] = saw<[Outcome[], string]>('full');
    const [rejected, waited] = both.toSorted((one) => (one.error ? -1 : 1));
    expect(waited).toMatchObject({ output: { isMainThread: false }, run: { status: 'SUCCESS' } });
    expect(end).toBe('SUCCESS');
    for (const one of [rejected!, saw<[[Outcome]]>('late')[0][0]]) {
      expect(one).toMatchObject({ type: 'TooManyComputationsError', error: { code: 'TOO_MANY_COMPUTATIONS' } });
      expect(one).not.toHaveProperty('run');
    }
  });

  it('of a batch waits as long as it has to', () => {
    expect(saw<[[Outcome, string[]]]>('late')[0][1]).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
  });

  it('on the main thread has smaller bounds', () => {
    expect(saw('too large for the main thread')).toMatchObject({
      message: 'moduleless input must be at most 1500 bytes long',
      run: { errorCode: 'INVALID_INPUT' },
    });
  });
});

/** Whether all that is expected is there: numbers within what the vectors allow, lists of the same length. */
function expectHas(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') return expectWithin(actual as number, expected, 1e-6);
  if (typeof expected !== 'object' || expected === null) return expect(actual).toBe(expected);
  if (Array.isArray(expected)) expect(actual).toHaveLength(expected.length);
  for (const [name, value] of Object.entries(expected)) expectHas((actual as Record<string, unknown>)[name], value);
}
