import { InvalidOutputError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { failing } from '../support/engine/failing-run.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, probes, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('C8: the result cannot be recorded', () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm], limits: { dataBytes: 4096 } });
  beforeAll(() => seedProbe(engine));
  afterEach(() => probes.clear());

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const outputs: [unknown, string, string][] = [
    [{ p: NaN }, '/p', 'must be a finite number'],
    [{ p: [Infinity] }, '/p/0', 'must be a finite number'],
    [{ at: new Date(0) }, '/at', 'must be a plain object or list'],
    [{ p: undefined }, '/p', 'must be a JSON value, not undefined'],
    [{ p: 1n }, '/p', 'must be a JSON value, not a bigint'],
    [{ text: '\ud800' }, '/text', 'must not contain NUL or lone surrogates'],
    [cyclic, `${'/self'.repeat(32)}`, 'must not nest deeper than 32 levels'],
    [undefined, '', 'must be a JSON value, not undefined'],
    [[1], '', 'must be a JSON object'],
    [Promise.resolve({}), '', 'must be a JSON value, not a promise'],
    [{ text: 'x'.repeat(5000) }, '', 'must be at most 4096 bytes long'],
  ];

  it.each(outputs)('ends FAILED with a pointer: %#', async (output, pointer, reason) => {
    probes.set('output', () => output);

    const { error, run } = await failing(engine, () => engine.execution.execute('probe', { id: 'output', value: 1 }));

    expect(error).toBeInstanceOf(InvalidOutputError);
    expect(error).toMatchObject({ pointer, reason });
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'INVALID_OUTPUT', outputSummaryJson: null });
    expect(run.errorMessage).toContain(`output${pointer} ${reason}`);
  });

  it('does not end the process by promises in it that reject and are never awaited', async () => {
    const script = startScript('forget-to-await', urlOfEngine(engine));

    expect([await script.end(), script.stderr]).toEqual([0, '']);
    expect(linesOf(script)).toEqual([
      'output must be a JSON value, not a promise',
      'output/results/0 must be a JSON value, not a promise',
      'output/first must be a finite number',
      'output/first must be a plain object or list',
      'output/many/0 must be a JSON value, not a promise',
      'output/self/results/0 must be a JSON value, not a promise',
    ]);
  });

  it('gives the caller a copy, as JSON has it', async () => {
    const output = { zero: -0, list: [1] };
    probes.set('output', () => output);
    const execution = await engine.execution.execute<typeof output>('probe', { id: 'output', value: 1 });

    expect(Object.is(execution.output.zero, 0)).toBe(true);
    expect(execution.output.list).not.toBe(output.list);
  });

  const names = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${'n'.repeat(150)}${index}`, [1]]));

  it.each([
    [20, {}],
    [
      150,
      { digest: { bytes: JSON.stringify(names).length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
    ],
  ])('is summed up in %d bytes', async (summaryBytes, summary) => {
    probes.set('names', () => names);
    const beside = await openEngine(urlOfEngine(engine), {
      algorithms: [ProbeAlgorithm],
      limits: { summaryBytes },
      runs: { reaper: false },
    });
    try {
      const { runId, output } = await beside.execution.execute('probe', { id: 'names', value: 1 });
      expect(output).toEqual(names);
      expect((await engine.runs.getRun(runId)).outputSummaryJson).toEqual(summary);

      const { run } = await failing(engine, () => beside.execution.execute('probe', { [`${'n'.repeat(3000)}`]: NaN }));
      expect(run.errorCode).toBe('INVALID_INPUT');
    } finally {
      await beside.app.close();
    }
  });

  it('for a lock that others hold: it is not known, because the run has started', async () => {
    const { version, params } = (await engine.registry.resolveActive('probe'))!;
    const run = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
    for (const output of [{}, NaN]) {
      probes.set('output', () => output);
      await engine.dataSource.transaction(async (holder) => {
        await holder.query('SELECT FROM algo_runs WHERE id = $1 FOR UPDATE', [run.id]);
        const ending = engine.execution.resume(run, { id: 'output', value: 1 });
        await expect(ending).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', outcome: 'unknown' });
      });
    }
    await engine.runs.logRunSuccess(run.id);
  });

  it('leaves no run RUNNING', async () => {
    expect(await engine.dataSource.manager.countBy(AlgoRun, { status: 'RUNNING' })).toBe(0);
  });
});
