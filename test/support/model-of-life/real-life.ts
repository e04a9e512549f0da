import { type AlgoActivation, AlgoParams, AlgoRun, type AlgoVersion } from 'learning-engine/persistence';
import { In } from 'typeorm';
import { createVersion } from '../engine/factories.js';
import { type ModelOfLife, type SetName } from './model.js';
import { type Engine } from '../engine/open-engine.js';

/** The engine as one sequence of commands sees it: a key of its own, and which id has which name in the model. */
export interface RealLife {
  readonly engine: Engine;
  readonly key: string;
  readonly versionIds: ReadonlyMap<string, string>;
  /** Filled as sets are created. */
  readonly setIds: Map<SetName, string>;
  /** What must not change any more once it was seen: of an entry of the activation log, and of a run that has ended. */
  readonly seen: Map<string, unknown>;
  /** What is active for all other keys: no command may change it. */
  readonly others: unknown;
}

/** Registers the versions of a fresh key. */
export async function beginLife(engine: Engine, key: string, versions: readonly string[]): Promise<RealLife> {
  const versionIds = new Map<string, string>();
  for (const version of versions) versionIds.set(version, (await createVersion(engine.dataSource, key, version)).id);
  // Put there by hand, as a migration does: the engine finds it as it finds what other processes do.
  while (!(await engine.info.getInfo()).some(({ algoKey }) => algoKey === key));
  const others = (await engine.info.getInfo()).filter(({ algoKey }) => algoKey !== key);
  return { engine, key, versionIds, setIds: new Map(), seen: new Map(), others };
}

/** Fails unless everything recorded for the key is what the model says. */
export async function expectSameLife(model: ModelOfLife, real: RealLife): Promise<void> {
  const history = await real.engine.registry.getHistory(real.key);
  expectActivationLog(model, real, history);
  await expectLivePair(model, real);
  await expectInfo(model, real, history[0]);
  await expectRuns(model, real);
}

const nameOf = (ids: ReadonlyMap<string, string>, id: string | null): string | null =>
  [...ids].find(([, other]) => other === id)?.[0] ?? id;

function expectSeenUnchanged({ seen }: RealLife, id: string, row: unknown): void {
  if (seen.has(id)) expect(row).toEqual(seen.get(id));
  else seen.set(id, row);
}

function expectActivationLog(model: ModelOfLife, real: RealLife, history: AlgoActivation[]): void {
  const entries = [...history].reverse();
  const placeOf = (id: string | null) => (id === null ? null : entries.findIndex((entry) => entry.id === id));
  expect(
    entries.map(({ kind, algoVersionId, paramsId, restoresId, reason }) => ({
      kind,
      version: nameOf(real.versionIds, algoVersionId),
      set: nameOf(real.setIds, paramsId),
      restores: placeOf(restoresId),
      reason,
    })),
  ).toEqual(model.log);
  const ids = entries.map(({ id }) => BigInt(id));
  expect(ids.every((id, n) => n === 0 || id > ids[n - 1]!)).toBe(true);
  for (const entry of entries) expectSeenUnchanged(real, `entry ${entry.id}`, entry);
}

async function expectLivePair(model: ModelOfLife, { engine, key, versionIds, setIds }: RealLife): Promise<void> {
  const { registry, dataSource } = engine;
  const { activeVersion } = model;
  const set = activeVersion ? model.activeSet(activeVersion) : null;
  const named = (version: AlgoVersion | null) => version && { version: version.version, status: version.status };

  expect(named(await registry.getActiveAlgoVersion(key))).toEqual(
    activeVersion ? { version: activeVersion, status: 'ACTIVE' } : null,
  );
  const pair = await registry.resolveActive(key);
  expect(pair && [pair.version.version, pair.params.id]).toEqual(set && [activeVersion, setIds.get(set)]);
  const rows = await dataSource.query<object[]>(
    'SELECT version, status FROM algo_versions WHERE algo_key = $1 ORDER BY version',
    [key],
  );
  expect(rows).toEqual([...model.status].map(([version, status]) => ({ version, status })));

  const sets = await dataSource.manager.findBy(AlgoParams, { algoVersionId: In([...versionIds.values()]) });
  expect(
    Object.fromEntries(
      sets.map(({ id, algoVersionId, isActive, paramsJson }) => [
        nameOf(setIds, id),
        { version: nameOf(versionIds, algoVersionId), level: paramsJson.level, isActive },
      ]),
    ),
  ).toEqual(Object.fromEntries(model.sets));
}

async function expectInfo(model: ModelOfLife, real: RealLife, last: AlgoActivation | undefined): Promise<void> {
  const info = await real.engine.info.getInfo();
  const { activeVersion = null } = model;
  const set = activeVersion && model.activeSet(activeVersion);

  expect(info.find(({ algoKey }) => algoKey === real.key)).toEqual({
    algoKey: real.key,
    activeVersion,
    status: activeVersion && 'ACTIVE',
    activeParams: set && { level: model.sets.get(set)!.level },
    updatedAt: last?.activatedAt ?? null,
  });
  expect(info.filter(({ algoKey }) => algoKey !== real.key)).toEqual(real.others);
}

async function expectRuns(model: ModelOfLife, real: RealLife): Promise<void> {
  const { dataSource } = real.engine;
  const runs = await dataSource.manager.findBy(AlgoRun, { algoVersionId: In([...real.versionIds.values()]) });
  expect(
    Object.fromEntries(
      runs.map((run) => [
        run.id,
        {
          version: nameOf(real.versionIds, run.algoVersionId),
          set: nameOf(real.setIds, run.paramsId),
          trigger: run.trigger,
          input: run.inputSummaryJson,
          status: run.status,
          output: run.outputSummaryJson,
          error: run.errorMessage,
          errorCode: run.errorCode,
        },
      ]),
    ),
  ).toEqual(Object.fromEntries([...model.runs].map(([id, { isStale: _isStale, ...run }]) => [id, run])));
  for (const run of runs) {
    expectSeenUnchanged(real, `start of ${run.id}`, run.startedAt);
    expect(run.completedAt === null).toBe(run.status === 'RUNNING');
    if (run.status !== 'RUNNING') expectSeenUnchanged(real, `run ${run.id}`, run);
  }
}
