import { AlgoParams, AlgoVersion } from 'learning-engine/persistence';
import { specV0 } from '../fixtures/spec-v0.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('seeding', () => {
  const engine = useEngine();

  it('seeds v0 of all five algorithms as ACTIVE, with their descriptions', async () => {
    const versions = await engine.dataSource.manager.findBy(AlgoVersion, { version: 'v0' });

    expect(versions).toHaveLength(5);
    for (const { algo_key, description } of specV0) {
      expect(versions).toContainEqual(
        expect.objectContaining({ algoKey: algo_key, version: 'v0', status: 'ACTIVE', description }),
      );
    }
  });

  it('gives each version exactly one parameter set, and it is active', async () => {
    const versions = await engine.dataSource.manager.find(AlgoVersion);
    const sets = await engine.dataSource.manager.find(AlgoParams);

    expect(sets.map((set) => set.algoVersionId).sort()).toEqual(versions.map((version) => version.id).sort());
    expect(sets.every((set) => set.isActive)).toBe(true);
  });

  it.each(specV0)('seeds the default params of $algo_key with their checksum', async ({ algo_key, params }) => {
    const active = await engine.registry.resolveActive(algo_key);

    expect(active?.params.paramsJson).toEqual(params);
    expect(active?.params.checksum).toBe(engine.params.computeChecksum(params));
    expect(active?.params.createdByUserId).toBeNull();
  });

  it('takes the times from the clock of the database', async () => {
    const [row] = await engine.dataSource.query<{ ok: boolean }[]>(
      `SELECT bool_and(created_at BETWEEN pg_postmaster_start_time() AND clock_timestamp() AND updated_at >= created_at) AS ok
       FROM (SELECT created_at, updated_at FROM algo_versions UNION ALL SELECT created_at, updated_at FROM algo_params) t`,
    );
    expect(row?.ok).toBe(true);
  });
});
