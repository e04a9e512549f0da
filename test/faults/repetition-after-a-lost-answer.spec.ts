import { randomUUID } from 'node:crypto';
import { DatabaseUnavailableError, newRunId } from 'learning-engine';
import { AlgoParams, AlgoRun } from 'learning-engine/persistence';
import { createRival, rivalAlgorithms } from '../support/engine/create-rivals.js';
import { until } from '../support/database/embedded-child.js';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { type Break, COMMIT, TcpProxy } from '../support/database/tcp-proxy.js';
import { useEngine } from '../support/engine/use-engine.js';

/** Names of prepared statements: the text goes to a connection once. */
const START = 'start_run';
const FINISH = 'finish_run';
/** Of the statement that reads one run. */
const READ = 'FROM algo_runs WHERE id = $1';
const BREAKS: Break[] = ['before', 'after', 'answer'];
const ROUNDS = scaled(500, 50);

describe('C13: the connection breaks around a statement', () => {
  const direct = useEngine({ runs: { reaper: false }, registry: { maxAgeMs: 0 } });
  let proxy: TcpProxy;
  let engine: Engine;
  beforeAll(async () => {
    proxy = await TcpProxy.to(urlOfEngine(direct));
    engine = await openEngine(proxy.url, {
      algorithms: rivalAlgorithms,
      registry: { maxAgeMs: 0 },
      runs: { reaper: false },
    });
  });
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await engine?.app.close();
    await proxy?.close();
  });

  const activePair = async () => {
    const { version, params } = (await direct.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  const stored = (id: string) => direct.dataSource.manager.findBy(AlgoRun, { id });
  const count = () => direct.dataSource.manager.count(AlgoRun);
  /** What a caller does after it was asked to try again later. */
  const repeat = <T>(call: () => Promise<T>) => until(() => call().catch(() => undefined));

  it(
    'starts and ends are recorded, each once, without the caller noticing',
    async () => {
      const ids = new Set<string>();
      const [before, broken] = [await count(), proxy.broken];
      const start = await activePair();
      for (let round = 0; round < ROUNDS; round += 1) {
        proxy.breakNext(START, BREAKS[round % 3]!);
        const started = await engine.runs.logRunStart({ ...start, inputSummary: { round } });
        expect(await stored(started.id)).toEqual([started]);

        proxy.breakNext(FINISH, BREAKS[Math.floor(round / 3) % 3]!);
        const ended = await (round % 2
          ? engine.runs.logRunSuccess(started.id, { round })
          : engine.runs.logRunFailure(started.id, `round ${round}`));
        expect(await stored(started.id)).toEqual([ended]);
        expect(ended).toMatchObject({ status: round % 2 ? 'SUCCESS' : 'FAILED', startedAt: started.startedAt });
        ids.add(started.id);
      }

      expect(proxy.broken - broken).toBe(2 * ROUNDS);
      expect(ids.size).toBe(ROUNDS);
      expect(await count()).toBe(before + ROUNDS);
    },
    scaled(600_000, 180_000),
  );

  it('while nothing is in flight: the next start and end are recorded all the same', async () => {
    const start = await activePair();
    const breakAll = async (id: string) => {
      await Promise.all([engine.runs.heartbeat(id), engine.runs.heartbeat(id)]); // on both connections of the pool
      proxy.cut();
      proxy.heal();
    };
    let { id } = await direct.runs.logRunStart(start);
    for (let round = 0; round < scaled(100, 10); round += 1) {
      await breakAll(id);
      ({ id } = await engine.runs.logRunStart(start));
      expect(await stored(id)).toMatchObject([{ status: 'RUNNING' }]);

      await breakAll(id);
      const ended = await engine.runs.logRunSuccess(id);
      expect(await stored(id)).toEqual([ended]);
      ({ id } = await direct.runs.logRunStart(start));
    }
  });

  it('of a start whose ids are written in capitals: it is recognised as the same', async () => {
    const userId = randomUUID();
    await direct.dataSource.query('INSERT INTO users (id) VALUES ($1)', [userId]);
    const start = { ...(await activePair()), userId, runId: newRunId() };
    const inCapitals = Object.fromEntries(Object.entries(start).map(([name, id]) => [name, id.toUpperCase()]));

    proxy.breakNext(START, 'answer');
    const started = await engine.runs.logRunStart(inCapitals as typeof start);

    expect(started).toMatchObject({ id: start.runId, userId });
    expect(await engine.runs.logRunStart(start)).toEqual(started);
  });

  it.each(BREAKS)('twice (%s): the caller gets an error, and its own repetition records the run once', async (when) => {
    const runId = newRunId();
    const start = { ...(await activePair()), runId };
    const before = await count();

    proxy.breakNext(START, when, 2);
    await expect(engine.runs.logRunStart(start)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      failure: 'connection',
    });
    const started = await repeat(() => engine.runs.logRunStart(start));
    expect(await stored(runId)).toEqual([started]);

    proxy.breakNext(FINISH, when, 2);
    await expect(engine.runs.logRunSuccess(runId, { a: 1 })).rejects.toBeInstanceOf(DatabaseUnavailableError);
    const ended = await repeat(() => engine.runs.logRunSuccess(runId, { a: 1 }));
    expect(await stored(runId)).toEqual([ended]);
    expect(await count()).toBe(before + 1);
  });

  it.each(BREAKS)('the COMMIT of an activation (%s): repeating it has no second effect', async (when) => {
    const version = `test_${BREAKS.indexOf(when) + 1}`;
    await createRival(direct.dataSource, 'revision', version);
    const before = await direct.registry.getHistory('revision');
    const activate = () => engine.registry.activateAlgoVersion('revision', version, { reason: when });

    proxy.breakNext(COMMIT, when);
    await expect(activate()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', outcome: 'unknown' });
    if (when === 'before') expect(await direct.registry.getHistory('revision')).toEqual(before);
    if (when === 'answer') expect(await direct.registry.getHistory('revision')).toHaveLength(before.length + 1);

    expect(await repeat(activate)).toMatchObject({ version, status: 'ACTIVE' });
    const after = await direct.registry.getHistory('revision');
    expect(after).toMatchObject([{ reason: when }, ...before.map(({ id }) => ({ id }))]);
  });

  it.each(BREAKS)('the statement that creates a parameter set (%s): repeating it makes no second set', async (when) => {
    const { algoVersionId } = await activePair();
    const params = { threshold: 0.1 + BREAKS.indexOf(when) / 10 };
    const countSets = () => direct.dataSource.manager.countBy(AlgoParams, { algoVersionId });
    const before = await countSets();

    proxy.breakNext('INSERT INTO algo_params', when, 2); // the engine repeats it once by itself
    await expect(engine.params.createParams(algoVersionId, params)).rejects.toThrow();
    const created = await repeat(() => engine.params.createParams(algoVersionId, params));

    expect(await countSets()).toBe(before + 1);
    expect(await direct.params.createParams(algoVersionId, params)).toEqual(created);
  });

  it.each(BREAKS)(
    'a question before anything was written (%s): the caller is told that nothing was done',
    async (when) => {
      const notDone = { code: 'DATABASE_UNAVAILABLE', failure: 'connection', outcome: 'not-done' };
      const { algoVersionId } = await activePair();
      const asked = proxy.broken;

      proxy.breakNext('FROM "algo_versions"', when, 2);
      await expect(engine.params.createParams(algoVersionId, { threshold: 0.4 })).rejects.toMatchObject(notDone);
      proxy.breakNext('FROM algo_versions', when, 2);
      await expect(engine.execution.execute<unknown>('mastery', {})).rejects.toMatchObject(notDone);
      expect(proxy.broken - asked).toBe(4);
    },
  );

  it.each(BREAKS)(
    'a question after a write that may have been done (%s): the caller is told that it is not known',
    async (when) => {
      const unknown = { code: 'DATABASE_UNAVAILABLE', failure: 'connection', outcome: 'unknown' };
      const start = { ...(await activePair()), runId: newRunId() };
      await direct.runs.logRunStart(start);

      proxy.breakNext(READ, when, 2);
      await expect(engine.runs.logRunStart(start)).rejects.toMatchObject(unknown);
      await direct.runs.logRunSuccess(start.runId);
      proxy.breakNext(READ, when, 2);
      await expect(engine.runs.logRunSuccess(start.runId)).rejects.toMatchObject(unknown);
      expect(await engine.runs.logRunSuccess(start.runId)).toMatchObject({ status: 'SUCCESS' });
    },
  );
});
