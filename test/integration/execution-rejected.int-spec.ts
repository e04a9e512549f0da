import { randomUUID } from 'node:crypto';
import {
  newRunId,
  AlgorithmNotRegisteredError,
  AlgoVersionNotFoundError,
  ExecutionService,
  InvalidArgumentError,
  InvalidRunReferenceError,
  NothingToRunError,
  RunAlreadyFinishedError,
  RunIdTakenError,
} from 'learning-engine';
import { AlgoParams } from 'learning-engine/persistence';
import { activateByHand, createVersion } from '../support/engine/factories.js';
import { allRuns } from '../support/engine/failing-run.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${ExecutionService.name}: what is rejected before the start`, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm] });
  beforeAll(() => seedProbe(engine));

  const nothingWritten = async (call: () => Promise<unknown>, type: new (...args: never[]) => Error) => {
    const before = await allRuns(engine);
    await expect(call()).rejects.toBeInstanceOf(type);
    expect(await allRuns(engine)).toEqual(before);
  };

  it('writes nothing when there is nothing to run', async () => {
    const { execute } = engine.execution;
    const run = execute.bind(engine.execution);
    await activateByHand(engine.dataSource, await createVersion(engine.dataSource, 'empty', 'v1'));
    await createVersion(engine.dataSource, 'probe', 'v9');
    const orphan = await createVersion(engine.dataSource, 'orphan', 'v1');
    const set = {
      algoVersionId: orphan.id,
      paramsJson: {},
      checksum: engine.params.computeChecksum({}),
      isActive: true,
    };
    await engine.dataSource.manager.save(AlgoParams, set);

    await nothingWritten(() => run('unknown', {}), NothingToRunError);
    await nothingWritten(() => run('\0', {}), NothingToRunError);
    await nothingWritten(() => run('empty', {}), NothingToRunError);
    await nothingWritten(() => run('probe', {}, { version: 'v9' }), NothingToRunError);
    await nothingWritten(() => run('probe', {}, { version: 'v8' }), AlgoVersionNotFoundError);
    await nothingWritten(() => run('probe', {}, { version: '\0' }), AlgoVersionNotFoundError);
    await nothingWritten(() => run('orphan', {}, { version: 'v1' }), AlgorithmNotRegisteredError);
  });

  it('writes nothing when the context is wrong', async () => {
    const run = (context: object) => engine.execution.execute('probe', { id: 'a', value: 1 }, context);

    await nothingWritten(() => run({ userId: 'no-uuid' }), InvalidArgumentError);
    await nothingWritten(() => run({ trigger: 'sometimes' }), InvalidArgumentError);
    await nothingWritten(() => run({ runId: '7' }), InvalidArgumentError);
    await nothingWritten(() => run({ userId: randomUUID() }), InvalidRunReferenceError);
  });

  it('can be repeated with a run id: what has ended is not run again', async () => {
    const runId = newRunId();
    const input = { id: 'a', value: 1 };
    await engine.execution.execute('probe', input, { runId });

    await nothingWritten(() => engine.execution.execute('probe', input, { runId }), RunAlreadyFinishedError);
    await nothingWritten(() => engine.execution.execute('probe', { ...input, value: 2 }, { runId }), RunIdTakenError);
  });
});
