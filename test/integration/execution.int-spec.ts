import {
  AlgorithmFailedError,
  AlgorithmNotImplementedError,
  AlgorithmNotRegisteredError,
  type ExecutionContext,
  ExecutionService,
  InvalidInputError,
  InvalidParamsError,
} from 'learning-engine';
import { AlgoParams } from 'learning-engine/persistence';
import { createSession, createUser } from '../support/engine/factories.js';
import { failing } from '../support/engine/failing-run.js';
import { activateSetPastTheEngine } from '../support/engine/past-the-engine.js';
import { ProbeAlgorithm, probes, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

const answer = { event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' };

describe(ExecutionService.name, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm], registry: { maxAgeMs: 0 } });
  beforeAll(() => seedProbe(engine));
  afterEach(() => probes.clear());

  describe('execute', () => {
    it('computes with the active version and its active parameters, and keeps a record', async () => {
      const user = await createUser(engine.dataSource);
      const session = await createSession(engine.dataSource, user.id);
      const active = (await engine.registry.resolveActive('probe'))!;
      const input = { id: 'a', value: 21 };

      const execution = await engine.execution.execute('probe', input, {
        userId: user.id,
        sessionId: session.id,
        trigger: 'submit',
      });

      expect(execution).toEqual({
        runId: expect.any(String) as string,
        algo: { key: 'probe', version: 'v1' },
        paramsId: active.params.id,
        output: { id: 'a', product: 42 },
      });
      expect(await engine.runs.getRun(execution.runId)).toMatchObject({
        algoVersionId: active.version.id,
        paramsId: active.params.id,
        userId: user.id,
        sessionId: session.id,
        trigger: 'submit',
        status: 'SUCCESS',
        versionNamed: false,
        runtime: `node ${process.versions.node}, probe 1.2.3`,
        inputSummaryJson: input,
        outputSummaryJson: { id: 'a', product: 42 },
        errorMessage: null,
        errorCode: null,
      });
    });

    it('uses new parameters as soon as they are active, and gives them frozen', async () => {
      const { version, params } = (await engine.registry.resolveActive('probe'))!;
      const tuned = await engine.params.createParams(version.id, { factor: 3 });
      await engine.registry.activateParams(tuned.id);
      let given: object = {};
      probes.set('frozen', (frozen) => ((given = frozen), {}));

      expect(await engine.execution.execute('probe', { id: 'a', value: 2 })).toMatchObject({
        paramsId: tuned.id,
        output: { product: 6 },
      });
      await engine.execution.execute('probe', { id: 'frozen', value: 0 });
      expect(Object.isFrozen(given)).toBe(true);
      await engine.registry.activateParams(params.id);
    });

    it('runs a named version that is not active, and the record says so', async () => {
      const { runId, algo, output } = await engine.execution.execute(
        'mastery',
        { states: [], events: [answer] },
        { version: 'v1' },
      );

      expect(algo).toEqual({ key: 'mastery', version: 'v1' });
      expect(output.states).toMatchObject([{ skill_id: 'fractions', attempts: 1 }]);
      expect(output.states[0]!.p_known).toBeCloseTo(0.64, 12);
      expect(await engine.runs.getRun(runId)).toMatchObject({ status: 'SUCCESS', versionNamed: true });
      expect(await engine.registry.getActiveAlgoVersion('mastery')).toMatchObject({ version: 'v0' });
    });

    it.each(['mastery', 'revision', 'difficulty', 'adaptive', 'mistakes'])(
      'of the stub of %s fails, and is recorded',
      async (algoKey) => {
        const { error, run } = await failing(engine, () => engine.execution.execute(algoKey, {}));

        expect(error).toBeInstanceOf(AlgorithmNotImplementedError);
        expect(run).toMatchObject({ status: 'FAILED', errorCode: 'NOT_IMPLEMENTED', outputSummaryJson: null });
      },
    );

    it('rejects input that breaks the contract, and records it', async () => {
      const { error, run } = await failing(engine, () => engine.execution.execute('probe', { id: 'a', value: -1 }));

      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error).toMatchObject({
        code: 'INVALID_INPUT',
        message: 'probe.value must be an integer of at least 0',
        problems: [{ pointer: '/value', reason: 'must be an integer of at least 0' }],
      });
      expect(run).toMatchObject({
        status: 'FAILED',
        errorCode: 'INVALID_INPUT',
        errorMessage: expect.stringContaining('probe.value must be') as string,
        inputSummaryJson: { id: 'a', value: -1 },
      });
    });

    it.each([
      [{ id: 'a', value: NaN }, '/value', 'must be a finite number'],
      [{ id: 'a', value: 1, list: [1, undefined] }, '/list/1', 'must be a JSON value, not undefined'],
      [null, '', 'must be a JSON object'],
      [[], '', 'must be a JSON object'],
      ['text', '', 'must be a JSON object'],
    ])('rejects input that JSON cannot hold, and records it: %#', async (input, pointer, reason) => {
      const { error, run } = await failing(engine, () => engine.execution.execute('probe', input as object));

      expect(error).toMatchObject({ code: 'INVALID_INPUT', problems: [{ pointer, reason }] });
      expect(run).toMatchObject({
        status: 'FAILED',
        errorCode: 'INVALID_INPUT',
        inputSummaryJson: { refused: { pointer, reason } },
      });
    });

    it.each([new TypeError('x is not a function'), 'a text', null, { toString: null }])(
      'records an algorithm that throws: %#',
      async (thrown: unknown) => {
        probes.set('throws', () => {
          throw thrown;
        });
        const { error, run } = await failing(engine, () =>
          engine.execution.execute('probe', { id: 'throws', value: 1 }),
        );

        expect(error).toBeInstanceOf(AlgorithmFailedError);
        expect((error as Error).cause).toBe(thrown);
        expect(run).toMatchObject({ status: 'FAILED', errorCode: 'ALGORITHM_FAILED' });
        expect(run.errorMessage).toMatch(/probe v1 failed: /);
      },
    );

    it('rejects parameters that did not come from ParamsService, and records it', async () => {
      const { version, params } = (await engine.registry.resolveActive('probe'))!;
      const smuggled = await engine.dataSource.manager.save(AlgoParams, {
        algoVersionId: version.id,
        paramsJson: { factor: 11 },
        checksum: engine.params.computeChecksum({ factor: 11 }),
      });
      // The engine would refuse to activate it.
      await activateSetPastTheEngine(engine.dataSource, smuggled.id);

      const { error, run } = await failing(engine, () => engine.execution.execute('probe', { id: 'a', value: 1 }));

      expect(error).toBeInstanceOf(InvalidParamsError);
      expect(error).toMatchObject({ problems: [{ pointer: '/factor' }] });
      expect(run).toMatchObject({ status: 'FAILED', errorCode: 'INVALID_PARAMS' });
      await activateSetPastTheEngine(engine.dataSource, params.id);
    });

    it('says what a version takes and gives', () => {
      const { params, input, output } = engine.execution.getContract('probe', 'v1');

      expect(params).toMatchObject({ properties: { factor: { exclusiveMinimum: 0, maximum: 10 } } });
      expect(input).toMatchObject({
        required: ['id', 'value'],
        properties: { value: { type: 'integer', minimum: 0 } },
      });
      expect(output).toBeNull();
      expect(() => engine.execution.getContract('probe', 'v2')).toThrow(AlgorithmNotRegisteredError);
    });

    it('does not see what the caller changes after the call', async () => {
      const input = { id: 'a', value: 5 };
      const context: ExecutionContext = { trigger: 'submit' };
      const execution = engine.execution.execute('probe', input, context);
      input.value = 6;
      context.trigger = 'cron';

      const { runId, output } = await execution;
      expect(output).toMatchObject({ product: 10 });
      expect(await engine.runs.getRun(runId)).toMatchObject({
        inputSummaryJson: { id: 'a', value: 5 },
        trigger: 'submit',
      });
    });

    it('keeps a digest of what is too large for the record', async () => {
      const states = Array.from({ length: 400 }, (_, index) => ({
        skill_id: `skill ${index}`,
        p_known: 0.5,
        attempts: 1,
        last_at: null,
      }));
      const { runId } = await engine.execution.execute('mastery', { states, events: [] }, { version: 'v1' });

      expect(await engine.runs.getRun(runId)).toMatchObject({
        inputSummaryJson: {
          digest: { lengths: { states: 400, events: 0 }, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        },
        outputSummaryJson: { digest: { lengths: { states: 400 } } },
      });
    });
  });
});
