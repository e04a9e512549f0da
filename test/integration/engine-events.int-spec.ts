import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Activated, EngineEvent, EngineScope, type RunFinished } from 'learning-engine';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('EngineEvent', () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm], runs: { reaper: false } });
  beforeAll(() => seedProbe(engine));

  /** What a channel tells while something is done. */
  async function toldBy<T>(name: string, work: () => Promise<unknown>): Promise<T[]> {
    const told: T[] = [];
    const listener = (event: unknown) => void told.push(event as T);
    subscribe(name, listener);
    try {
      await work();
    } finally {
      unsubscribe(name, listener);
    }
    return told;
  }

  async function start() {
    const { version, params } = (await engine.registry.resolveActive('probe'))!;
    const { id } = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, trigger: 'submit' });
    return id;
  }

  describe('RUN_FINISHED', () => {
    const ends = (work: () => Promise<unknown>) => toldBy<RunFinished>(EngineEvent.RUN_FINISHED, work);
    const probe = { algoKey: 'probe', version: 'v1' };

    it('tells how a run ended, once, when that is recorded', async () => {
      const runId = await start();
      let completed: number | undefined;
      const [event, ...more] = await ends(async () => {
        const run = await engine.runs.logRunSuccess(runId, { n: 1 });
        await engine.runs.logRunSuccess(runId, { n: 1 });
        completed = run.completedAt!.getTime() - run.startedAt.getTime();
      });

      expect(more).toEqual([]);
      expect(event).toEqual({
        ...probe,
        scope: engine.app.get(EngineScope).name,
        runId,
        status: 'SUCCESS',
        errorCode: null,
        trigger: 'submit',
        purpose: 'live',
        durationMs: expect.any(Number) as number,
      });
      expect(Math.abs(event!.durationMs - completed!)).toBeLessThanOrEqual(1);
    });

    it('tells of failures with their code, and of runs that were abandoned', async () => {
      const failed = await ends(async () => engine.runs.logRunFailure(await start(), 'no', { errorCode: 'NO' }));
      expect(failed).toMatchObject([{ ...probe, status: 'FAILED', errorCode: 'NO' }]);

      const stale = await start();
      await engine.dataSource.query("UPDATE algo_runs SET lease_expires_at = '2020-01-01' WHERE id = $1", [stale]);
      expect(await engine.runs.countStaleRuns()).toBe(1);
      const reaped = await ends(() => engine.runs.reapStaleRuns());
      expect(reaped).toMatchObject([{ ...probe, runId: stale, status: 'FAILED', errorCode: 'ABANDONED' }]);
      expect(await engine.runs.countStaleRuns()).toBe(0);
    });

    it('tells nothing of what is rejected, or may yet be rolled back', async () => {
      const runId = await start();
      const told = await ends(async () => {
        await expect(engine.runs.logRunSuccess(randomUUID())).rejects.toThrow('There is no run');
        await engine.dataSource.transaction((manager) => engine.runs.logRunSuccess(runId, {}, { manager }));
      });

      expect(told).toEqual([]);
    });
  });

  describe('ACTIVATED', () => {
    const activations = (work: () => Promise<unknown>) => toldBy<Activated>(EngineEvent.ACTIVATED, work);

    it('tells what is active now, and nothing of a call that changed nothing', async () => {
      const before = (await engine.registry.resolveActive('probe'))!;
      const tuned = await engine.params.createParams(before.version.id, { factor: 3 });
      const scope = engine.app.get(EngineScope).name;
      const of = (paramsId: string) => ({ scope, algoKey: 'probe', algoVersionId: before.version.id, paramsId });

      expect(await activations(() => engine.registry.activateParams(tuned.id))).toEqual([of(tuned.id)]);
      expect(await activations(() => engine.registry.activateParams(tuned.id))).toEqual([]);
      expect(await activations(() => engine.registry.activateAlgoVersion('probe', 'v1'))).toEqual([]);
      expect(await activations(() => engine.registry.rollback('probe'))).toEqual([of(before.params.id)]);
    });

    it('tells nothing when it could not be committed', async () => {
      await engine.dataSource.query(`
        CREATE FUNCTION reject() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'rejected at commit'; END $$;
        CREATE CONSTRAINT TRIGGER reject AFTER INSERT ON algo_activations
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reject()`);
      const told = await activations(() =>
        expect(engine.registry.activateAlgoVersion('mastery', 'v1')).rejects.toThrow('rejected at commit'),
      );

      expect(told).toEqual([]);
    });
  });
});
