import { Client } from 'pg';
import { type AlgoActivation } from 'learning-engine/persistence';
import { type ActivationRound, type Target } from '../support/engine/activation-rounds.js';
import { createRival, createSet, rivalAlgorithms } from '../support/engine/create-rivals.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { scaled } from '../support/fault-scale.js';
import { urlOfEngine } from '../support/engine/open-engine.js';
import { type Spawned } from '../support/processes/spawned.js';
import { StartGate } from '../support/database/start-gate.js';
import { useEngine } from '../support/engine/use-engine.js';

const PROCESSES = 4;
const AT_ONCE = 16;
const ROUNDS = scaled(200, 5);

/** What is active, and the last entry of the activation log beside it, at one moment. */
const LOOK = `
  SELECT v.algo_key AS key, count(*)::int AS active, min(v.id::text) AS "algoVersionId", min(p.id::text) AS "paramsId",
         (SELECT max(a.id) FROM algo_activations a WHERE a.algo_key = v.algo_key)::int AS entry
  FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active
  WHERE v.status = 'ACTIVE' GROUP BY v.algo_key ORDER BY v.algo_key`;

interface Sight {
  key: string;
  active: number;
  algoVersionId: string;
  paramsId: string;
  entry: number;
}

describe('C1: activations by many processes at once', () => {
  const engine = useEngine({ algorithms: rivalAlgorithms, registry: { maxAgeMs: 0 } });
  const children: Spawned[] = [];
  const rounds: ActivationRound[] = [];
  const sights = new Map<number, Sight>();
  const oddities: unknown[] = [];
  const logs = new Map<string, AlgoActivation[]>();

  /** Versions of one key, parameter sets of another one, and both of a third. */
  async function targets(): Promise<Target[]> {
    const { dataSource, registry } = engine;
    const found: Target[] = [];
    const addVersions = async (algoKey: string, count: number) => {
      const active = (await registry.getActiveAlgoVersion(algoKey))!;
      found.push({ algoKey, version: active.version, algoVersionId: active.id });
      for (let n = 1; n < count; n += 1) {
        const { algoVersionId } = await createRival(dataSource, algoKey, `test_${n}`);
        found.push({ algoKey, version: `test_${n}`, algoVersionId });
      }
    };
    const addSets = async (algoKey: string, algoVersionId: string, count: number) => {
      found.push({ algoKey, paramsId: (await registry.getActiveParams(algoVersionId))!.id });
      for (let n = 1; n < count; n += 1) {
        found.push({ algoKey, paramsId: await createSet(dataSource, algoVersionId) });
      }
    };
    await addVersions('mastery', 4);
    await addSets('revision', (await registry.getActiveAlgoVersion('revision'))!.id, 4);
    await addVersions('adaptive', 2);
    for (const target of found.slice(-2))
      if ('algoVersionId' in target) await addSets('adaptive', target.algoVersionId, 2);
    return found;
  }

  /** Looks as often as it can until the work is done. */
  async function observe(work: Promise<unknown>): Promise<void> {
    const keys = (await engine.info.getInfo()).map(({ algoKey }) => algoKey).sort();
    const observer = new Client({ connectionString: urlOfEngine(engine) });
    await observer.connect();
    let done = false;
    const end = work.finally(() => (done = true));
    while (!done) {
      const { rows } = await observer.query<Sight>(LOOK);
      if (rows.map(({ key }) => key).join() !== keys.join() || rows.some(({ active }) => active !== 1)) {
        oddities.push(rows);
      }
      for (const sight of rows) sights.set(sight.entry, sight);
    }
    await observer.end();
    await end;
  }

  beforeAll(
    async () => {
      const url = urlOfEngine(engine);
      const plan = JSON.stringify(await targets());
      const gate = await StartGate.close(url);
      for (let n = 0; n < PROCESSES; n += 1) {
        children.push(startScript('activate', url, `process ${n}`, String(ROUNDS), String(AT_ONCE), plan));
      }
      await gate.openFor(PROCESSES);
      await observe(Promise.all(children.map((child) => child.end())));
      rounds.push(...children.flatMap((child) => linesOf<ActivationRound>(child)));
      for (const { algoKey } of await engine.info.getInfo()) {
        logs.set(algoKey, (await engine.registry.getHistory(algoKey)).reverse());
      }
    },
    scaled(600_000, 180_000),
  );

  afterAll(() => children.forEach((child) => child.signalGroup('SIGKILL')));

  const entries = () => [...logs.values()].flat();

  it('succeed, or say that nothing was done, and then nothing was', () => {
    const calls = rounds.flatMap((round) => round.calls);
    const failed = calls.filter(({ failure }) => failure);
    const written = new Set(entries().map(({ reason }) => reason));

    expect(children.map(({ stderr }) => stderr)).toEqual(Array(PROCESSES).fill(''));
    // On a busy machine, some wait too long for a connection or the lock.
    const isNotDone = ({ failure }: (typeof calls)[number]) =>
      failure?.code === 'DATABASE_UNAVAILABLE' && failure.outcome === 'not-done';
    expect(failed.filter((call) => !isNotDone(call))).toEqual([]);
    expect(failed.filter(({ reason }) => written.has(reason))).toEqual([]);
    expect(calls).toHaveLength(PROCESSES * ROUNDS * AT_ONCE);
  });

  it('never show a reader no ACTIVE version, or two', () => {
    expect(oddities).toEqual([]);
    expect(sights.size).toBeGreaterThan(ROUNDS);
  });

  it('show a reader at every moment what the activation log says was active', () => {
    const indexById = new Map(entries().map((entry) => [Number(entry.id), entry]));

    for (const { entry, key, algoVersionId, paramsId } of sights.values()) {
      expect(indexById.get(entry)).toMatchObject({ algoKey: key, algoVersionId, paramsId });
    }
  });

  it('leave an activation log in one order, whose last entry is what is active', async () => {
    for (const [key, history] of logs) {
      const ids = history.map(({ id }) => Number(id));
      const times = history.map(({ activatedAt }) => activatedAt.getTime());
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
      expect(times).toEqual([...times].sort((a, b) => a - b));

      const active = (await engine.registry.resolveActive(key))!;
      expect(history.at(-1)).toMatchObject({ algoVersionId: active.version.id, paramsId: active.params.id });
    }
  });

  it('write one entry each, and none for what is active already', () => {
    const reasons = entries()
      .map(({ reason }) => reason)
      .filter((reason) => reason?.startsWith('process'));

    expect(reasons.length).toBeGreaterThan(ROUNDS);
    expect(new Set(reasons).size).toBe(reasons.length);
    for (const history of logs.values()) {
      history.slice(1).forEach((entry, n) => {
        const { algoVersionId, paramsId } = history[n]!;
        expect(entry).not.toMatchObject({ algoVersionId, paramsId });
      });
    }
  });

  it('lose none: what a call without an entry wanted was active while it was in flight', () => {
    const written = new Set(entries().map(({ reason }) => reason));
    const lost = rounds.flatMap(({ before, calls, after }) =>
      calls.filter(({ target, reason, failure }) => {
        // The sets of a version that is not active change without an entry: only the keys with one kind of change tell.
        if (failure || written.has(reason) || target.algoKey === 'adaptive') return false;
        const { algoKey } = target;
        const window = logs
          .get(algoKey)!
          .filter(({ id }) => Number(id) >= before[algoKey]! && Number(id) <= after[algoKey]!);
        return !window.some((entry) =>
          target.paramsId === undefined
            ? entry.algoVersionId === target.algoVersionId
            : entry.paramsId === target.paramsId,
        );
      }),
    );

    expect(lost).toEqual([]);
  });
});
