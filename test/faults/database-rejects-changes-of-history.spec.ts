import { useEngine } from '../support/engine/use-engine.js';
import { createVersion } from '../support/engine/factories.js';

/** What the owner of the tables tries with plain SQL. (A superuser can switch triggers off; no database can help that.) */
describe('D10: the database refuses to change history', () => {
  const engine = useEngine({ registry: { maxAgeMs: 0 } });
  const sql = (statements: string[]) =>
    engine.dataSource.transaction(async (manager) => {
      for (const statement of statements) await manager.query(statement);
    });
  const refusal = (constraint: string) => ({ driverError: { code: '23000', constraint } });
  /** Until a session waits for the lock of a key, which a raw statement took. */
  const waitingForLock = async () => {
    for (let waiting = 0; waiting === 0;) {
      const [row] = await engine.dataSource.query<{ n: number }[]>(
        "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
      waiting = row!.n;
    }
  };
  const idOf = async (key: string) => (await engine.registry.getActiveAlgoVersion(key))!.id;

  describe('what is active, without its entry in the activation log, at commit', () => {
    it.each([
      ['no ACTIVE version', ["UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mastery'"]],
      [
        'another ACTIVE version',
        [
          "INSERT INTO algo_versions (algo_key, version, status) VALUES ('mastery', 'raw', 'EXPERIMENTAL')",
          "UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mastery' AND version = 'v0'",
          "UPDATE algo_versions SET status = 'ACTIVE' WHERE algo_key = 'mastery' AND version = 'raw'",
        ],
      ],
      [
        'no active params',
        [
          "UPDATE algo_params SET is_active = false WHERE algo_version_id = (SELECT id FROM algo_versions WHERE algo_key = 'mastery' AND status = 'ACTIVE')",
        ],
      ],
      [
        'a first version of a new key',
        ["INSERT INTO algo_versions (algo_key, version, status) VALUES ('new', 'v1', 'ACTIVE')"],
      ],
    ])('%s', async (_name, statements) => {
      const before = await engine.info.getInfo();

      await expect(sql(statements)).rejects.toMatchObject({
        driverError: {
          code: '23000',
          message: expect.stringMatching(/^The active version of (mastery|new) differs/) as string,
        },
      });
      expect(await engine.info.getInfo()).toEqual(before);
    });

    it('an entry that names a pair that is not active', async () => {
      const version = await createVersion(engine.dataSource, 'mastery', 'test_9');

      await expect(
        sql([`INSERT INTO algo_activations (algo_key, algo_version_id) VALUES ('mastery', '${version.id}')`]),
      ).rejects.toMatchObject(refusal('algo_activations_insert_only_at_end'));
    });

    it('an active parameter set where there was none', async () => {
      const { id } = await createVersion(engine.dataSource, 'bare', 'v1');
      await sql([
        `UPDATE algo_versions SET status = 'ACTIVE' WHERE id = '${id}'`,
        `INSERT INTO algo_activations (algo_key, algo_version_id) VALUES ('bare', '${id}')`,
      ]);

      await expect(
        sql([
          `INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active) VALUES ('${id}', '{}', 'x', true)`,
        ]),
      ).rejects.toMatchObject(refusal('algo_params_insert_matches_ledger'));
    });

    it('an entry of one key with a version of another', async () => {
      await expect(
        sql([
          `INSERT INTO algo_activations (algo_key, algo_version_id) VALUES ('revision', '${await idOf('mastery')}')`,
        ]),
      ).rejects.toMatchObject(refusal('algo_activations_insert_only_at_end'));
    });

    const entryOf = (key: string) =>
      `INSERT INTO algo_activations (algo_key, algo_version_id, params_id)
       SELECT algo_key, v.id, p.id FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id AND is_active
       WHERE algo_key = '${key}' AND status = 'ACTIVE'`;

    it('an entry that repeats what is active, so that going back would change nothing', async () => {
      await expect(sql([entryOf('difficulty')])).rejects.toMatchObject(refusal('algo_activations_insert_only_at_end'));
    });

    it('an entry that never held, before one that does', async () => {
      const { id } = await createVersion(engine.dataSource, 'difficulty', 'never_live');

      await expect(
        sql([
          `INSERT INTO algo_activations (algo_key, algo_version_id) VALUES ('difficulty', '${id}')`,
          entryOf('difficulty'),
        ]),
      ).rejects.toMatchObject(refusal('algo_activations_insert_only_at_end'));
    });

    it('an entry that was numbered first and written last', async () => {
      const change = engine.dataSource.createQueryRunner();
      await change.startTransaction();
      await change.query(
        "UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'difficulty' AND status = 'ACTIVE'",
      );
      await change.query("UPDATE algo_versions SET status = 'ACTIVE' WHERE algo_key = 'difficulty' AND version = 'v1'");
      const late = sql([entryOf('difficulty')]).catch((error: unknown) => error); // has its number, and waits for the lock
      await waitingForLock();
      await change.query(entryOf('difficulty'));
      await change.commitTransaction();
      await change.release();

      expect(await late).toMatchObject(refusal('algo_activations_insert_only_at_end'));
      expect((await engine.registry.rollback('difficulty')).algoVersionId).toBe(
        (await engine.registry.resolveVersion('difficulty', 'v0'))!.version.id,
      );
    });

    it('but takes a change together with its entry', async () => {
      const { id } = await createVersion(engine.dataSource, 'adaptive', 'test_1');
      await sql([
        "UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'adaptive' AND status = 'ACTIVE'",
        `UPDATE algo_versions SET status = 'ACTIVE' WHERE id = '${id}'`,
        `INSERT INTO algo_activations (algo_key, algo_version_id, reason) VALUES ('adaptive', '${id}', 'by hand')`,
      ]);

      expect((await engine.registry.getHistory('adaptive'))[0]).toMatchObject({ algoVersionId: id, reason: 'by hand' });
    });

    it.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)(
      'and takes no change at %s, where an old snapshot could mislead the check',
      async (level) => {
        await expect(
          engine.dataSource.transaction(level, (manager) =>
            manager.query(
              "UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mastery' AND status = 'ACTIVE'",
            ),
          ),
        ).rejects.toMatchObject({ driverError: { code: '0A000' } });
      },
    );
  });

  it('keeps the last entry in step when raw changes of one key overlap', async () => {
    const one = engine.dataSource.createQueryRunner();
    await one.startTransaction();
    await one.query('UPDATE algo_params SET is_active = false WHERE algo_version_id = $1 AND is_active', [
      await idOf('difficulty'),
    ]);
    let done = false;
    const tuned = await engine.params.createParams(await idOf('difficulty'), { window_size: 3 });
    const other = engine.registry.activateParams(tuned.id).finally(() => (done = true));
    // The other change waits for the lock of the key, which the raw statement took.
    await waitingForLock();
    expect(done).toBe(false);
    await one.rollbackTransaction();
    await one.release();

    await other;
    expect((await engine.registry.getHistory('difficulty'))[0]).toMatchObject({ paramsId: tuned.id });
  });

  describe('what is recorded', () => {
    beforeAll(async () => {
      const { version, params } = (await engine.registry.resolveActive('mistakes'))!;
      const start = async () => (await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id })).id;
      await engine.runs.logRunSuccess(await start(), { n: 1 });
      await engine.runs.logRunFailure(await start(), 'no data', { errorCode: 'NO_DATA' });
    });

    it.each([
      ["UPDATE algo_versions SET version = 'v7' WHERE algo_key = 'mastery'", 'algo_versions_keep_identity'],
      ["UPDATE algo_versions SET algo_key = 'x' WHERE algo_key = 'mastery'", 'algo_versions_keep_identity'],
      ['UPDATE algo_versions SET id = gen_random_uuid()', 'algo_versions_keep_identity'],
      ["UPDATE algo_params SET params_json = '{}'", 'algo_params_keep_content'],
      ["UPDATE algo_params SET checksum = 'x'", 'algo_params_keep_content'],
      ["UPDATE algo_activations SET reason = 'x'", 'algo_activations_append_only'],
      ['UPDATE algo_activations SET activated_at = clock_timestamp()', 'algo_activations_append_only'],
      ['DELETE FROM algo_activations', 'algo_activations_no_delete'],
      ['TRUNCATE algo_activations CASCADE', 'algo_activations_no_truncate'],
      ["UPDATE algo_runs SET output_summary_json = '{}'", 'algo_runs_keep_outcome'],
      ["UPDATE algo_runs SET status = 'RUNNING', completed_at = NULL", 'algo_runs_keep_outcome'],
      ['UPDATE algo_runs SET completed_at = completed_at + interval $$1 s$$', 'algo_runs_keep_outcome'],
      ["UPDATE algo_runs SET error_message = 'x' WHERE status = 'FAILED'", 'algo_runs_keep_outcome'],
      ["UPDATE algo_runs SET error_code = 'X' WHERE status = 'FAILED'", 'algo_runs_keep_outcome'],
      ['UPDATE algo_runs SET lease_expires_at = clock_timestamp()', 'algo_runs_keep_outcome'],
      ['UPDATE algo_runs SET id = gen_random_uuid()', 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET algo_version_id = gen_random_uuid()', 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET params_id = gen_random_uuid()', 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET version_named = NOT version_named', 'algo_runs_keep_identity'],
      ["UPDATE algo_runs SET purpose = 'shadow', parent_run_id = id", 'algo_runs_keep_purpose'],
      ["UPDATE algo_runs SET runtime = 'x'", 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET started_at = started_at - interval $$1 s$$', 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET input_summary_json = \'{"a": 1}\'', 'algo_runs_keep_identity'],
      ["UPDATE algo_runs SET trigger = 'cron'", 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET user_id = gen_random_uuid()', 'algo_runs_keep_identity'],
      ['UPDATE algo_runs SET session_id = gen_random_uuid()', 'algo_runs_keep_identity'],
      ['DELETE FROM algo_runs', 'algo_runs_no_delete'],
      ['TRUNCATE algo_runs', 'algo_runs_no_truncate'],
      ['TRUNCATE algo_versions CASCADE', 'algo_runs_no_truncate'],
    ])('%s', async (statement, constraint) => {
      await expect(sql([statement])).rejects.toMatchObject(refusal(constraint));
    });
  });
});
