import { type RunStart } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { createSession, createUser, createVersion } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe.each(FORMS_OF_RUNS)('the rules of algo_runs, against raw SQL, runs %s', (form) => {
  const engine = useEngine({ runs: { reaper: false } }, undefined, form);
  const activePair = async (key = 'mastery') => {
    const { version, params } = (await engine.registry.resolveActive(key))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  const start = async (more: Partial<RunStart> = {}) => engine.runs.logRunStart({ ...(await activePair()), ...more });

  it.each([
    ["status = 'DONE', completed_at = clock_timestamp()", 'ck_algo_runs_status'],
    ["status = 'SUCCESS'", 'ck_algo_runs_running_is_open'],
    ['completed_at = clock_timestamp()', 'ck_algo_runs_running_is_open'],
    ["status = 'FAILED', completed_at = clock_timestamp()", 'ck_algo_runs_failed_has_error'],
    ["error_message = 'x'", 'ck_algo_runs_failed_has_error'],
    ["status = 'SUCCESS', completed_at = started_at - interval '1 second'", 'ck_algo_runs_ends_after_start'],
    ["status = 'SUCCESS', completed_at = 'infinity'", 'ck_algo_runs_finite_times'],
    ["lease_expires_at = 'infinity'", 'ck_algo_runs_finite_times'],
  ])('%s', async (change, constraint) => {
    const { id } = await start();

    await expect(engine.dataSource.query(`UPDATE algo_runs SET ${change} WHERE id = $1`, [id])).rejects.toMatchObject({
      driverError: { code: '23514', constraint },
    });
  });

  describe('JSON of more than a MiB', () => {
    /** Random hexadecimal digits: what compresses takes less. */
    const LARGE = `(SELECT jsonb_build_object('a', string_agg(sha512(i::text::bytea)::text, '')) FROM generate_series(1, 8300) i)`;

    it.each(['input_summary_json', 'output_summary_json'])('is no %s', async (column) => {
      const { id } = await start();
      const { algoVersionId, paramsId } = await activePair();
      const statement =
        column === 'input_summary_json'
          ? `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, input_summary_json)
             VALUES (gen_random_uuid(), '${algoVersionId}', '${paramsId}', 'manual', 'RUNNING', ${LARGE})`
          : `UPDATE algo_runs SET output_summary_json = ${LARGE} WHERE id = '${id}'`;

      await expect(engine.dataSource.query(statement)).rejects.toMatchObject({
        driverError: { code: '23514', constraint: `ck_algo_runs_${column.split('_')[0]}_size` },
      });
    });

    it('is no parameter set', async () => {
      const { algoVersionId } = await activePair();

      await expect(
        engine.dataSource.query(
          `INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, ${LARGE}, 'x')`,
          [algoVersionId],
        ),
      ).rejects.toMatchObject({ driverError: { code: '23514', constraint: 'ck_algo_params_size' } });
    });
  });

  it.each([
    ['ends', (id: string) => engine.runs.logRunSuccess(id)],
    ['is found to be left', () => engine.runs.reapStaleRuns()],
  ])('gives no run a negative duration, even when the clock steps back before it %s', async (_name, end) => {
    const { algoVersionId, paramsId } = await activePair();
    const [row] = await engine.dataSource.query<{ id: string; started_at: Date }[]>(
      `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, lease_expires_at)
       VALUES (gen_random_uuid(), $1, $2, 'manual', 'RUNNING', clock_timestamp() + interval '1 hour', clock_timestamp())
       RETURNING id, started_at`,
      [algoVersionId, paramsId],
    );
    await end(row!.id);

    expect((await engine.runs.getRun(row!.id)).completedAt).toEqual(row!.started_at);
  });

  it('knows no other trigger', async () => {
    const { algoVersionId, paramsId } = await activePair();
    const insert = `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status)
      VALUES (gen_random_uuid(), $1, $2, 'x', 'RUNNING')`;

    await expect(engine.dataSource.query(insert, [algoVersionId, paramsId])).rejects.toMatchObject({
      driverError: { code: '23514', constraint: 'ck_algo_runs_trigger' },
    });
  });

  it('keeps a version and params that have run', async () => {
    await start();
    const { algoVersionId, paramsId } = await activePair();

    for (const [table, id] of [
      ['algo_versions', algoVersionId],
      ['algo_params', paramsId],
    ]) {
      await expect(engine.dataSource.query(`DELETE FROM ${table} WHERE id = $1`, [id])).rejects.toMatchObject({
        driverError: { code: expect.stringMatching(/^23/) as string },
      });
    }
  });

  it('lets a version that neither ran nor was active go, and its params with it', async () => {
    const { id } = await createVersion(engine.dataSource, 'mistakes', 'test_1');
    const insert = "INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, '{}', 'x')";
    await engine.dataSource.query(insert, [id]);

    await engine.dataSource.query('DELETE FROM algo_versions WHERE id = $1', [id]);

    expect(await engine.dataSource.query('SELECT id FROM algo_params WHERE algo_version_id = $1', [id])).toEqual([]);
  });

  it('erases a person and keeps the record', async () => {
    const user = await createUser(engine.dataSource);
    const session = await createSession(engine.dataSource, user.id);
    const run = await engine.runs.logRunSuccess((await start({ userId: user.id, sessionId: session.id })).id);

    await engine.dataSource.query('DELETE FROM users WHERE id = $1', [user.id]);

    expect(await engine.dataSource.manager.findOneByOrFail(AlgoRun, { id: run.id })).toEqual({
      ...run,
      userId: null,
      sessionId: null,
    });
  });
});
