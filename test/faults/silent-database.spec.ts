import { DatabaseUnavailableError, type RegistryService } from 'learning-engine';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useEngine } from '../support/engine/use-engine.js';

type Operation = (engine: Engine, known: Known) => Promise<unknown>;

interface Known {
  pair: NonNullable<Awaited<ReturnType<RegistryService['resolveActive']>>>;
  runId: string;
}

const OPERATIONS: Record<string, Operation> = {
  resolveActive: ({ registry }) => registry.resolveActive('probe'),
  resolveVersion: ({ registry }) => registry.resolveVersion('probe', 'v1'),
  resolveActiveAt: ({ registry }) => registry.resolveActiveAt('probe', new Date()),
  getActiveAlgoVersion: ({ registry }) => registry.getActiveAlgoVersion('probe'),
  getActiveParams: ({ registry }, { pair }) => registry.getActiveParams(pair.version.id),
  getHistory: ({ registry }) => registry.getHistory('probe'),
  activateAlgoVersion: ({ registry }) => registry.activateAlgoVersion('mastery', 'v0'),
  activateParams: ({ registry }, { pair }) => registry.activateParams(pair.params.id),
  createParams: ({ params }, { pair }) => params.createParams(pair.version.id, {}),
  getInfo: ({ info }) => info.getInfo(),
  logRunStart: ({ runs }, { pair }) => runs.logRunStart({ algoVersionId: pair.version.id, paramsId: pair.params.id }),
  heartbeat: ({ runs }, { runId }) => runs.heartbeat(runId),
  getRun: ({ runs }, { runId }) => runs.getRun(runId),
  reapStaleRuns: ({ runs }) => runs.reapStaleRuns(),
  execute: ({ execution }) => execution.execute('probe', { id: 'a', value: 1 }),
};

describe('D2: the database says nothing any more', () => {
  const direct = useEngine({ algorithms: [ProbeAlgorithm], runs: { reaper: false } });
  let proxy: TcpProxy;
  let engine: Engine;
  let known: Known;
  beforeAll(async () => {
    await seedProbe(direct);
    const pair = (await direct.registry.resolveActive('probe'))!;
    const run = await direct.runs.logRunStart({ algoVersionId: pair.version.id, paramsId: pair.params.id });
    known = { pair, runId: run.id };
    proxy = await TcpProxy.to(urlOfEngine(direct));
    // With 0, what is active is asked of the database like all else.
    engine = await openEngine(proxy.url, {
      runs: { reaper: false },
      registry: { maxAgeMs: 0 },
      algorithms: [ProbeAlgorithm],
    });
  });
  afterAll(async () => {
    await proxy?.close();
    await engine?.app.close();
  });

  const all = () => Promise.allSettled(Object.values(OPERATIONS).map((operation) => operation(engine, known)));
  const names = Object.keys(OPERATIONS);

  it('every operation ends with the typed error, and works again as soon as the database does', async () => {
    // Connections that are open and idle are the ones that go silent.
    expect((await all()).map(({ status }) => status)).toEqual(names.map(() => 'fulfilled'));

    proxy.silence();
    const silent = await all();
    names.forEach((name, index) => {
      const result = silent[index]!;
      expect([name, result.status === 'rejected' && result.reason instanceof DatabaseUnavailableError]).toEqual([
        name,
        true,
      ]);
    });

    proxy.heal();
    const healed = await all();
    expect(
      healed.flatMap((result, index) => (result.status === 'rejected' ? [[names[index], String(result.reason)]] : [])),
    ).toEqual([]);
  });
});
