import { useEngine } from '../support/engine/use-engine.js';
import { withClockAt } from '../support/wrong-clock.js';

/** The seeds are as old as the run of the tests: the clocks differ by far more. */
const DAY = 86_400_000;

describe('D7: the clock of the process is wrong', () => {
  const engine = useEngine({ runs: { reaper: false } });

  it.each([DAY, -DAY])(
    'takes every time and every lease from the clock of the database (off by %i ms)',
    async (skew) => {
      const active = (await engine.registry.resolveActive('mastery'))!;
      const reference = { algoVersionId: active.version.id, paramsId: active.params.id };
      await withClockAt(Date.now() + skew, async () => {
        const alive = await engine.runs.logRunStart(reference);
        const ended = await engine.runs.logRunSuccess((await engine.runs.logRunStart(reference)).id);
        const tuned = await engine.params.createParams(active.version.id, { min_attempts: skew > 0 ? 7 : 8 });
        await engine.registry.activateParams(tuned.id);
        await engine.registry.activateAlgoVersion('mastery', 'v1');
        await engine.registry.rollback('mastery');

        expect(await engine.runs.reapStaleRuns()).toEqual([]);
        const [row] = await engine.dataSource.query<{ ok: boolean }[]>(
          `SELECT bool_and(abs(extract(epoch FROM moment - clock_timestamp())) < 43200) AS ok FROM (
         SELECT started_at FROM algo_runs UNION ALL SELECT completed_at FROM algo_runs WHERE completed_at IS NOT NULL
         UNION ALL SELECT lease_expires_at FROM algo_runs UNION ALL SELECT created_at FROM algo_params
         UNION ALL SELECT updated_at FROM algo_params UNION ALL SELECT created_at FROM algo_versions
         UNION ALL SELECT updated_at FROM algo_versions UNION ALL SELECT activated_at FROM algo_activations
       ) AS times (moment)`,
        );
        expect(row?.ok).toBe(true);
        expect(ended.completedAt!.getTime()).toBeGreaterThanOrEqual(ended.startedAt.getTime());
        expect((await engine.runs.heartbeat(alive.id)).status).toBe('RUNNING');
      });
    },
  );

  it('keeps the entries of the activation log in order when the clock of the database has stepped back', async () => {
    await engine.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = 'replica'"); // by now, no role could write such a time
      await manager.query(
        "UPDATE algo_activations SET activated_at = clock_timestamp() + interval '1 hour' WHERE algo_key = 'adaptive'",
      );
    });

    await engine.registry.activateAlgoVersion('adaptive', 'v1');
    await engine.registry.rollback('adaptive');

    const times = (await engine.registry.getHistory('adaptive')).map(({ activatedAt }) => activatedAt.getTime());
    expect(new Set(times)).toEqual(new Set([times[0]]));
    expect(times).toHaveLength(3);
  });

  it('takes the moment itself, however long ago the transaction of a caller began', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    const [row] = await engine.dataSource.transaction(async (manager) => {
      const reference = { algoVersionId: version.id, paramsId: params.id };
      const { id } = await engine.runs.logRunStart(reference, { manager });
      await engine.runs.logRunSuccess(id, undefined, { manager });
      return manager.query<object[]>(
        `SELECT started_at > now() AS started, completed_at > started_at AS ended,
                lease_expires_at > now() + interval '60 seconds' AS leased
         FROM algo_runs WHERE id = $1`,
        [id],
      );
    });

    expect(row).toEqual({ started: true, ended: true, leased: true });
  });
});
