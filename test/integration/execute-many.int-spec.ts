import {
  newRunId,
  AlgorithmFailedError,
  type BatchItem,
  type BatchProgress,
  CallAbortedError,
  ExecutionService,
  InvalidArgumentError,
  InvalidInputError,
  NothingToRunError,
  RunNotFoundError,
} from 'learning-engine';
import { allRuns } from '../support/engine/failing-run.js';
import { ProbeAlgorithm, probes, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${ExecutionService.name}: executeMany`, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm] });
  beforeAll(() => seedProbe(engine));
  afterEach(() => probes.clear());

  const items = (count: number): BatchItem[] =>
    Array.from({ length: count }, (_, value) => ({ runId: newRunId(), input: { id: `item ${value}`, value } }));

  it('computes each item on a record of its own, and answers in their order', async () => {
    const batch = items(20);
    const results = await engine.execution.executeMany('probe', batch);

    expect(results).toEqual(
      batch.map(({ runId, input }, value) => ({
        status: 'SUCCESS',
        execution: expect.objectContaining({
          runId,
          output: { ...input, value: undefined, product: 2 * value },
        }) as object,
      })),
    );
    const runs = (await allRuns(engine)).filter(({ id }) => batch.some(({ runId }) => runId === id));
    expect(runs).toHaveLength(20);
    expect(runs.every(({ status, trigger }) => status === 'SUCCESS' && trigger === 'nightly')).toBe(true);
  });

  it('goes on when items fail, and says what each failed of', async () => {
    probes.set('item 1', () => {
      throw new Error('no');
    });
    const batch = items(4);
    batch[2] = { input: { id: 'item 2', value: -2 }, runId: undefined };
    const results = await engine.execution.executeMany('probe', batch, { concurrency: 1 });

    expect(results.map(({ status }) => status)).toEqual(['SUCCESS', 'FAILED', 'FAILED', 'SUCCESS']);
    expect(results[1]).toMatchObject({ runId: batch[1]!.runId, error: expect.any(AlgorithmFailedError) as Error });
    const rejected = results[2] as { runId: string; error: unknown };
    expect(rejected.error).toBeInstanceOf(InvalidInputError);
    expect(await engine.runs.getRun(rejected.runId)).toMatchObject({ status: 'FAILED', errorCode: 'INVALID_INPUT' });
  });

  it('tells its progress after each item', async () => {
    const progress: BatchProgress[] = [];
    await engine.execution.executeMany('probe', items(5), { onProgress: (now) => progress.push(now) });

    expect(progress.map(({ done, total }) => [done, total])).toEqual([1, 2, 3, 4, 5].map((done) => [done, 5]));
    expect(progress.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('begins no more when its signal is aborted: what has started goes on, and the rest is not done', async () => {
    const stop = new AbortController();
    const batch = items(6);
    probes.set('item 2', (_params, { value }) => {
      stop.abort();
      return { value };
    });
    const results = await engine.execution.executeMany('probe', batch, { concurrency: 1, signal: stop.signal });

    expect(results.map(({ status }) => status)).toEqual([
      ...Array<string>(3).fill('SUCCESS'),
      ...Array<string>(3).fill('FAILED'),
    ]);
    for (const [index, result] of results.entries()) {
      if (result.status !== 'FAILED') continue;
      expect(result.error).toBeInstanceOf(CallAbortedError);
      await expect(engine.runs.getRun(batch[index]!.runId!)).rejects.toThrow(RunNotFoundError);
    }
  });

  it('has no more items in work at once than it may', async () => {
    const running = async () =>
      (
        await engine.dataSource.query<{ n: number }[]>(
          "SELECT count(*)::int AS n FROM algo_runs WHERE status = 'RUNNING'",
        )
      )[0]!.n;
    const seen: number[] = [];
    const watch = { done: false };
    const watching = (async () => {
      while (!watch.done) seen.push(await running());
    })();
    await engine.execution.executeMany('probe', items(40), { concurrency: 3 });
    watch.done = true;
    await watching;

    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
  });

  it.each<[string, (isOver: boolean) => unknown]>([
    [
      'throws',
      (isOver) => {
        if (isOver) throw new Error('the process was asked to stop');
      },
    ],
    ['rejects', (isOver) => isOver && Promise.reject(new Error('the process was asked to stop'))],
  ])(
    'is taken up again by its run ids when onProgress %s: what has ended is not computed again',
    async (_how, stop) => {
      const batch = items(6);
      const computed: number[] = [];
      for (const { input } of batch) {
        const { id } = input as { id: string };
        probes.set(id, (_params, { value }) => {
          computed.push(value);
          return { value };
        });
      }
      const interrupted = engine.execution.executeMany('probe', batch, {
        concurrency: 1,
        onProgress: ({ done }) => stop(done === 3),
      });
      await expect(interrupted).rejects.toThrow('the process was asked to stop');
      expect(computed).toEqual([0, 1, 2]);

      const results = await engine.execution.executeMany('probe', batch, { concurrency: 1 });

      expect(computed).toEqual([0, 1, 2, 3, 4, 5]);
      expect(results.map(({ status }) => status)).toEqual([
        ...Array<string>(3).fill('RECORDED'),
        ...Array<string>(3).fill('SUCCESS'),
      ]);
      expect(results[0]).toMatchObject({
        run: { id: batch[0]!.runId, status: 'SUCCESS', outputSummaryJson: { value: 0 } },
      });
    },
  );

  it('is taken up again after other parameters became active', async () => {
    const batch = items(2);
    await engine.execution.executeMany('probe', batch.slice(0, 1));
    const { version, params } = (await engine.registry.resolveActive('probe'))!;
    await engine.registry.activateParams((await engine.params.createParams(version.id, { factor: 5 })).id);

    const results = await engine.execution.executeMany('probe', batch);

    expect(results).toMatchObject([
      { status: 'RECORDED' },
      { status: 'SUCCESS', execution: { output: { product: 5 } } },
    ]);
    await engine.registry.activateParams(params.id);
  });

  it('takes up a run that was left RUNNING', async () => {
    const [item] = items(1);
    const { version, params } = (await engine.registry.resolveActive('probe'))!;
    await engine.runs.logRunStart({
      runId: item!.runId!,
      algoVersionId: version.id,
      paramsId: params.id,
      trigger: 'nightly',
      inputSummary: item!.input,
    });

    expect(await engine.execution.executeMany('probe', [item!])).toMatchObject([{ status: 'SUCCESS' }]);
  });

  it('does not take the run of other work for its own', async () => {
    const [item] = items(1);
    await engine.execution.executeMany('probe', [item!]);
    const other = { ...item!, input: { id: 'other', value: 9 } };

    expect(await engine.execution.executeMany('probe', [other])).toMatchObject([
      { status: 'FAILED', error: { code: 'RUN_ID_TAKEN' } },
    ]);
  });

  it('of nothing is nothing', async () => {
    expect(await engine.execution.executeMany('probe', [])).toEqual([]);
  });

  it('begins nothing when there is nothing to run with, or an option is wrong', async () => {
    const before = (await allRuns(engine)).length;

    await expect(engine.execution.executeMany('unknown', items(1))).rejects.toBeInstanceOf(NothingToRunError);
    for (const concurrency of [0, 1.5, NaN]) {
      const call = engine.execution.executeMany('probe', items(1), { concurrency });
      await expect(call).rejects.toBeInstanceOf(InvalidArgumentError);
    }
    const call = engine.execution.executeMany('probe', [...items(1), null as never]);
    await expect(call).rejects.toThrow('items[1] must be an object with an input');
    expect(await allRuns(engine)).toHaveLength(before);
  });
});
