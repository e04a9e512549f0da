import { Logger } from '@nestjs/common';
import { AlgoRun } from 'learning-engine/persistence';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/database/embedded-child.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { type Confirmed } from '../support/engine/run-confirmed.js';
import { type Spawned } from '../support/processes/spawned.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useEngine } from '../support/engine/use-engine.js';
import { withClockAt } from '../support/wrong-clock.js';

const KILLS = scaled(500, 4);
const AT_ONCE = 3;
const LEASE = 1;
const SWEEP = { leaseSeconds: LEASE, sweepSeconds: 0.2 };

describe('C4: a process dies between start and end of its runs', () => {
  const engine = useEngine({ runs: SWEEP });
  let second: Engine;
  const children: Spawned[] = [];
  beforeAll(async () => {
    second = await openEngine(urlOfEngine(engine), { runs: SWEEP });
  });
  afterEach(() => children.forEach((child) => child.signalGroup('SIGKILL')));
  afterAll(() => second?.app.close());

  const start = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
  };
  const record = async () => new Map((await engine.dataSource.manager.find(AlgoRun)).map((run) => [run.id, run]));

  /** Kills a process as soon as it has said so many lines, and returns what it said until then. */
  async function killAfter(lines: number): Promise<Confirmed[]> {
    const child = startScript('run-on-and-on', urlOfEngine(engine), String(LEASE));
    children.push(child);
    await child.saying(new RegExp(`^(.*\\n){${lines}}`));
    child.signal('SIGKILL');
    await child.end();
    return linesOf<Confirmed>(child);
  }

  /** Keeps a run alive until asked to stop; what the engine confirmed. */
  async function keepAlive(isOver: () => boolean): Promise<Confirmed[]> {
    const confirmed: AlgoRun[] = [await start()];
    while (!isOver()) {
      // Rejected only if this process itself was held up for longer than the lease: then with another run.
      confirmed.push(await engine.runs.heartbeat(confirmed.at(-1)!.id).catch(start));
      await pause(50);
    }
    return JSON.parse(JSON.stringify(confirmed)) as Confirmed[];
  }

  it(
    'loses nothing that was confirmed, ends every run that was left, and none that gave a sign of life',
    async () => {
      let over = false;
      const kept = keepAlive(() => over);
      let left = KILLS;
      const killing = Array.from({ length: AT_ONCE }, async () => {
        const said: Confirmed[] = [];
        while ((left -= 1) >= 0) said.push(...(await killAfter(1 + Math.floor(Math.random() * 60))));
        return said;
      });
      const confirmed = (await Promise.all(killing).finally(() => (over = true))).flat();
      confirmed.push(...(await kept));
      // Only the two engines' own sweeps look for them.
      await until(async () => (await engine.dataSource.manager.countBy(AlgoRun, { status: 'RUNNING' })) === 0);

      const runs = await record();
      for (const { id, status, errorMessage, leaseExpiresAt } of confirmed) {
        const run = runs.get(id)!;
        expect(run).toMatchObject(status === 'RUNNING' ? { id } : { id, status, errorMessage });
        expect(run.leaseExpiresAt.getTime()).toBeGreaterThanOrEqual(Date.parse(leaseExpiresAt));
      }
      const ended = new Set(confirmed.filter(({ status }) => status !== 'RUNNING').map(({ id }) => id));
      const abandoned = [...runs.values()].filter(({ errorCode }) => errorCode === 'ABANDONED');
      expect(abandoned.length).toBeGreaterThan(0);
      for (const run of abandoned) {
        expect(ended.has(run.id)).toBe(false);
        expect(run.status).toBe('FAILED');
        expect(run.completedAt!.getTime()).toBeGreaterThanOrEqual(run.leaseExpiresAt.getTime());
      }
    },
    scaled(3_600_000, 180_000),
  );
});

describe('C4: the search for runs that were left', () => {
  const engine = useEngine({ runs: { reaper: false } });
  let second: Engine;
  beforeAll(async () => {
    second = await openEngine(urlOfEngine(engine), { runs: { reaper: false } });
  });
  afterAll(() => second?.app.close());

  const leaveBehind = (count: number) =>
    engine.dataSource.query<{ id: string }[]>(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, lease_expires_at)
       SELECT gen_random_uuid(), v.id, p.id, 'cron', 'RUNNING', clock_timestamp() - interval '1 ms'
       FROM generate_series(1, $1), algo_versions v JOIN algo_params p ON p.algo_version_id = v.id
       WHERE v.algo_key = 'mastery' AND v.status = 'ACTIVE' RETURNING id`,
      [count],
    );
  const search = async () => (await Promise.all([engine, second].map(({ runs }) => runs.reapStaleRuns()))).flat();

  it('by two at once ends each run once', async () => {
    for (let round = 0; round < scaled(20, 2); round += 1) {
      const stale = (await leaveBehind(1200)).map(({ id }) => id);

      expect((await search()).sort()).toEqual(stale.sort());
      expect(await search()).toEqual([]);
    }
  });

  it('spares a stale run that gave a heartbeat before it was found', async () => {
    const [run] = await leaveBehind(1);
    await engine.runs.heartbeat(run!.id);

    expect(await search()).toEqual([]);
  });

  it('neither waits for a run that is about to give a heartbeat, nor ends it', async () => {
    const [saved, lost] = await leaveBehind(2);
    await engine.dataSource.transaction(async (manager) => {
      await manager.query("UPDATE algo_runs SET lease_expires_at = clock_timestamp() + interval '1 h' WHERE id = $1", [
        saved!.id,
      ]);
      expect(await search()).toEqual([lost!.id]);
    });

    expect(await search()).toEqual([]);
  });

  it('goes on after a search that failed', async () => {
    const proxy = await TcpProxy.to(urlOfEngine(engine));
    const beyond = await openEngine(proxy.url, { runs: { sweepSeconds: 0.05 } });
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      proxy.cut();
      const failed = () => warn.mock.calls.some(([text]) => /^The search for stale runs failed: /.test(String(text)));
      await until(() => Promise.resolve(failed()));
      proxy.heal();
      const [stale] = await leaveBehind(1);

      await until(async () => (await engine.runs.getRun(stale!.id)).status === 'FAILED');
    } finally {
      warn.mockRestore();
      await beyond.app.close();
      await proxy.close();
    }
  });

  it('goes by the clock of the database, whatever that of the process says', async () => {
    const { runs, registry } = engine;
    const { version, params } = (await registry.resolveActive('mastery'))!;
    await withClockAt(Date.parse('2099-01-01'), async () => {
      const [stale] = await leaveBehind(1);
      const run = await runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
      await runs.heartbeat(run.id);

      expect(run.leaseExpiresAt.getFullYear()).toBeLessThan(2099);
      expect(await search()).toEqual([stale!.id]);
    });
  });
});
