import { Client } from 'pg';
import { newRunId, CallAbortedError, EngineEvent, type RunFinished } from 'learning-engine';
import { AlgoParams, AlgoRun } from 'learning-engine/persistence';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { until } from '../support/database/embedded-child.js';
import { createSet } from '../support/engine/create-rivals.js';
import { urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('a call whose signal is aborted', () => {
  const engine = useEngine({ runs: { reaper: false } });
  const aborted = () => AbortSignal.abort();
  const versionOf = async (key: string) => (await engine.registry.resolveActive(key))!.version.id;
  const history = () => engine.registry.getHistory('mastery');

  /** Holds the rows of all versions: neither changes nor starts of runs get through. */
  async function whileHeld<T>(work: (untilWaiting: (count: number) => Promise<void>) => Promise<T>): Promise<T> {
    const holder = new Client(urlOfEngine(engine));
    await holder.connect();
    try {
      await holder.query('BEGIN; SELECT FROM algo_versions FOR UPDATE');
      return await work((count) =>
        until(async () => {
          const { rows } = await holder.query<{ n: number }>(
            "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          return rows[0]!.n >= count;
        }).then(() => undefined),
      );
    } finally {
      await holder.end();
    }
  }

  it('before it began is rejected, and nothing is done', async () => {
    const [mastery, before] = [await versionOf('mastery'), await history()];
    const set = await createSet(engine.dataSource, mastery);
    const runId = newRunId();
    const calls = [
      engine.registry.activateAlgoVersion('mastery', 'v1', { signal: aborted() }),
      engine.registry.activateParams(set, { signal: aborted() }),
      engine.registry.rollback('mastery', { signal: aborted() }),
      engine.params.createParams(mastery, { threshold: 0.11 }, { signal: aborted() }),
      engine.execution.execute<unknown>('mastery', {}, { runId, signal: aborted() }),
    ];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(CallAbortedError);

    expect(await history()).toEqual(before);
    expect(await engine.dataSource.manager.findOneByOrFail(AlgoParams, { id: set })).toMatchObject({ isActive: false });
    await expect(engine.runs.getRun(runId)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  });

  it('while it waits for a lock ends at once, and is not done when the lock is free', async () => {
    const before = await history();
    const giving = new AbortController();
    await whileHeld(async (untilWaiting) => {
      const activation = engine.registry.activateAlgoVersion('mastery', 'v1', { signal: giving.signal });
      await untilWaiting(1);
      giving.abort();
      await expect(activation).rejects.toMatchObject({ code: 'CALL_ABORTED', outcome: 'not-done' });
    });
    await engine.registry.activateAlgoVersion('mastery', 'v0'); // waits for the lock of the key

    expect(await history()).toEqual(before);
  });

  it('while its run waits behind others is not started; a run that was sent goes on to its end', async () => {
    const ended: string[] = [];
    const listen = (message: unknown) => ended.push((message as RunFinished).runId);
    subscribe(EngineEvent.RUN_FINISHED, listen);
    const [sent, waiting] = [newRunId(), newRunId()];
    const giving = new AbortController();
    const { signal } = giving;
    await engine.registry.activateAlgoVersion('mastery', 'v1');
    const input = { states: [], events: [] };
    const first = await whileHeld(async (untilWaiting) => {
      const first = engine.execution.execute('mastery', input, { runId: sent, signal });
      await untilWaiting(1);
      const second = engine.execution.execute('mastery', input, { runId: waiting, signal });
      await new Promise(setImmediate);
      giving.abort();
      await expect(second).rejects.toBeInstanceOf(CallAbortedError);
      return { first };
    });

    expect(await first.first).toMatchObject({ runId: sent });
    unsubscribe(EngineEvent.RUN_FINISHED, listen);
    expect(ended).toEqual([sent]);
    expect(await engine.dataSource.manager.findBy(AlgoRun, { id: waiting })).toEqual([]);
  });

  it('leaves no listener behind on a signal that lasts', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => ((listeners += 1), add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => ((listeners -= 1), remove(...args));
    await engine.execution.execute('mastery', { states: [], events: [] }, { signal });
    await engine.registry.activateAlgoVersion('mastery', 'v0', { signal });

    expect(listeners).toBe(0);
  });
});

describe('what a caller adds to a change', () => {
  const engine = useEngine();

  it('is committed with it, sees it, and undoes it by an error', async () => {
    await engine.dataSource.query('CREATE TABLE outbox (entry bigint, status text)');
    const { version } = (await engine.registry.resolveActive('mastery'))!;
    const note = { sql: 'INSERT INTO outbox SELECT max(id) FROM algo_activations' };
    await engine.registry.activateAlgoVersion('mastery', 'v1', {
      beforeCommit: ({ status }, manager) => manager.query(`${note.sql}`).then(() => expect(status).toBe('ACTIVE')),
    });
    const [entry] = await engine.registry.getHistory('mastery');
    expect(await engine.dataSource.query('SELECT entry FROM outbox')).toEqual([{ entry: entry!.id }]);

    const reject = () => Promise.reject(new Error('the outbox is full'));
    await expect(engine.registry.rollback('mastery', { beforeCommit: reject })).rejects.toThrow('the outbox is full');
    const params = { threshold: 0.22 };
    const creating = engine.params.createParams(version.id, params, { beforeCommit: reject });
    await expect(creating).rejects.toThrow('the outbox is full');
    expect((await engine.registry.getHistory('mastery'))[0]).toEqual(entry);
    const checksum = engine.params.computeChecksum({ ...engine.params.getDefaultParams('mastery', 'v0'), ...params });
    expect(await engine.dataSource.manager.countBy(AlgoParams, { checksum })).toBe(0);
  });
});
