import { newRunId, type BatchItem, DatabaseUnavailableError } from 'learning-engine';
import { allRuns } from '../support/engine/failing-run.js';
import { scaled } from '../support/fault-scale.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, probes, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

const ITEMS = 200;

describe('D8: the application shuts down in the middle of a batch', () => {
  const observer = useEngine({ algorithms: [ProbeAlgorithm], runs: { reaper: false } });
  beforeAll(() => seedProbe(observer));
  afterEach(() => probes.clear());

  it('leaves no run RUNNING: what has started ends, and the rest is rejected without a record', async () => {
    for (let round = 0; round < scaled(50, 5); round += 1) {
      const engine = await openEngine(urlOfEngine(observer), { algorithms: [ProbeAlgorithm] });
      const items = Array.from({ length: ITEMS }, (_, value): BatchItem => {
        const runId = newRunId();
        return { runId, input: { id: runId, value } };
      });
      let closed: Promise<void> | undefined;
      const close = () => void (closed ??= engine.app.close());
      const last = round % 20;
      // When an item has ended, or while one is computed: runs that go together start and end together.
      if (round % 2) probes.set(items[last]!.runId!, (_params, { value }) => (close(), { value }));
      const results = await engine.execution.executeMany('probe', items, {
        concurrency: 1 + (round % 8),
        onProgress: ({ done }) => {
          if (round % 2 === 0 && done > last) close();
        },
      });
      await closed;

      const runs = new Map((await allRuns(observer)).map(({ id, status }) => [id, status]));
      expect(items.map(({ runId }) => runs.get(runId!))).toEqual(
        results.map(({ status }) => (status === 'SUCCESS' ? 'SUCCESS' : undefined)),
      );
      const errors = results.flatMap((result) => (result.status === 'FAILED' ? [result.error] : []));
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.every((error) => error instanceof DatabaseUnavailableError)).toBe(true);
    }
  });
});
