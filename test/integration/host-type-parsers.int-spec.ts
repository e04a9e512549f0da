import { types } from 'pg';
import {
  newRunId,
  InfoService,
  NotTheLastActivationError,
  RegistryQueries,
  RunAlreadyFinishedError,
  RunQueries,
} from 'learning-engine';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('a host that has pg read times as texts, and large integers as numbers', () => {
  const { TIMESTAMPTZ, INT8 } = types.builtins;
  const usual = types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;
  // Without the engine's way to read types on the host's own connections.
  const engine = useEngine(
    { algorithms: [ProbeAlgorithm], runs: { reaper: false }, registry: { maxAgeMs: 0 } },
    { extra: {} },
  );
  beforeAll(async () => {
    await seedProbe(engine);
    types.setTypeParser(TIMESTAMPTZ, (text) => text);
    types.setTypeParser(INT8, Number);
  });
  afterAll(() => {
    types.setTypeParser(TIMESTAMPTZ, usual);
    types.setTypeParser(INT8, String);
  });

  it('gets Dates from the engine, and the errors that it promises', async () => {
    expect(await engine.dataSource.query('SELECT now() AS now')).toEqual([{ now: expect.any(String) as string }]);
    const date = expect.any(Date) as Date;
    const runId = newRunId();
    const input = { id: 'a', value: 1 };
    await engine.execution.execute('probe', input, { runId });

    const ended = { startedAt: date, completedAt: date, leaseExpiresAt: date };
    expect(await engine.runs.getRun(runId)).toMatchObject(ended);
    const { records } = await engine.app.get(RunQueries).listRuns();
    expect(records).toEqual([{ run: await engine.runs.getRun(runId), algoKey: 'probe', version: 'v1' }]);
    expect(
      await engine.dataSource.transaction((manager) =>
        engine.runs.logRunSuccess(runId, { id: 'a', product: 2 }, { manager }),
      ),
    ).toMatchObject(ended);
    await expect(engine.runs.logRunFailure(runId, 'no')).rejects.toBeInstanceOf(RunAlreadyFinishedError);
    expect(await engine.execution.executeMany('probe', [{ runId, input }], { trigger: 'manual' })).toMatchObject([
      { status: 'RECORDED', run: ended },
    ]);

    const info = engine.app.get(InfoService);
    expect(await info.getInfo()).toContainEqual(expect.objectContaining({ algoKey: 'probe', updatedAt: date }));
    expect(await info.getInfo({ asOf: new Date() })).toContainEqual(
      expect.objectContaining({ algoKey: 'probe', updatedAt: date }),
    );
    expect((await engine.registry.resolveActive('probe'))!.version).toMatchObject({ createdAt: date, updatedAt: date });
  });

  it('undoes a change by the id that it was given', async () => {
    const { version } = (await engine.registry.resolveActive('probe'))!;
    await engine.registry.activateParams((await engine.params.createParams(version.id, { factor: 3 })).id);
    const { id } = (await engine.registry.getHistory('probe'))[0]!;
    expect(typeof id).toBe('number');

    await engine.registry.rollback('probe', { activationId: id });
    await expect(engine.registry.rollback('probe', { activationId: id })).rejects.toBeInstanceOf(
      NotTheLastActivationError,
    );
    const view = engine.app.get(RegistryQueries);
    const { nextBefore } = await view.listActivations({ algoKey: 'probe' }, { limit: 1 });
    expect((await view.listActivations({ algoKey: 'probe' }, { limit: 9, before: nextBefore! })).records).not.toEqual(
      [],
    );
  });
});
