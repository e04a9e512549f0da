import { type Algorithm, Between, DoctorService, LearningAlgorithm } from '../../src/learning-engine/index.js';
import { createVersion } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

class UnlistedParams {
  @Between(0, 1) half: number = 0.5;
}

/** In code, but on record only where a test puts it. */
@LearningAlgorithm({ key: 'unlisted', version: 'v1', params: UnlistedParams })
class UnlistedAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

describe(DoctorService.name, () => {
  describe('of a healthy database', () => {
    const engine = useEngine();

    it('finds nothing: the schema on record is that of the migrations', async () => {
      expect(await engine.app.get(DoctorService).diagnose()).toEqual([]);
    });

    it('finds nothing after a change through the services, and while runs are under way', async () => {
      const { version, params } = (await engine.registry.resolveActive('mastery'))!;
      await engine.registry.activateParams((await engine.params.createParams(version.id, { threshold: 0.9 })).id);
      await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });

      expect(await engine.app.get(DoctorService).diagnose()).toEqual([]);
    });
  });

  describe('of a database that was restored from a dump', () => {
    const engine = useEngine();

    it('finds nothing: checks and triggers made again from their printed text are the same', async () => {
      const statements = await engine.dataSource.query<{ statement: string }[]>(`
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I; ALTER TABLE %1$s ADD CONSTRAINT %2$I %s',
          conrelid::regclass, conname, pg_get_constraintdef(oid)) AS statement
        FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text LIKE 'algo_%'
        UNION ALL
        SELECT format('DROP TRIGGER %I ON %s; %s', tgname, tgrelid::regclass, pg_get_triggerdef(oid))
        FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'algo_%'`);
      expect(statements.length).toBeGreaterThan(10);
      for (const { statement } of statements) await engine.dataSource.query(statement);

      expect(await engine.app.get(DoctorService).diagnose()).toEqual([]);
    });
  });

  describe('of a database that was tampered with', () => {
    const engine = useEngine({ algorithms: [UnlistedAlgorithm], runs: { reaper: false } });
    /** What an owner or a superuser can do. */
    const diagnoseAfter = async (...statements: string[]) => {
      for (const statement of statements) await engine.dataSource.query(statement);
      return (await engine.app.get(DoctorService).diagnose()).map(({ code, subject }) => `${code} ${subject}`);
    };
    const unlisted = 'PROVIDER_WITHOUT_ROW unlisted v1';

    it('names a class that has no row', async () => {
      expect(await diagnoseAfter()).toEqual([unlisted]);
    });

    it.each([
      [
        'a missing constraint',
        'ALTER TABLE algo_runs DROP CONSTRAINT ck_algo_runs_failed_has_error',
        "ALTER TABLE algo_runs ADD CONSTRAINT ck_algo_runs_failed_has_error CHECK ((status = 'FAILED') = (error_message IS NOT NULL))",
        'SCHEMA_MISSING constraint algo_runs.ck_algo_runs_failed_has_error',
      ],
      [
        'a missing index',
        'DROP INDEX ux_algo_params_one_active',
        'CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params (algo_version_id) WHERE is_active',
        'SCHEMA_MISSING index algo_params.ux_algo_params_one_active',
      ],
      [
        'an index of another definition under the same name',
        "DROP INDEX ux_algo_versions_one_active; CREATE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'",
        "DROP INDEX ux_algo_versions_one_active; CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'",
        'SCHEMA_CHANGED index algo_versions.ux_algo_versions_one_active',
      ],
      [
        'a trigger that is switched off',
        'ALTER TABLE algo_runs DISABLE TRIGGER algo_runs_keep_outcome',
        'ALTER TABLE algo_runs ENABLE TRIGGER algo_runs_keep_outcome',
        'SCHEMA_CHANGED trigger algo_runs.algo_runs_keep_outcome',
      ],
      [
        'another default of a column',
        'ALTER TABLE algo_versions ALTER description DROP DEFAULT',
        "ALTER TABLE algo_versions ALTER description SET DEFAULT ''",
        'SCHEMA_CHANGED column algo_versions.description',
      ],
    ])('finds %s', async (_name, breaking, mending, finding) => {
      const findings = await diagnoseAfter(breaking);
      await engine.dataSource.query(mending);

      expect(findings).toContain(finding);
      expect(await diagnoseAfter()).toEqual([unlisted]);
    });

    it('finds what is live without a class, and without params', async () => {
      await createVersion(engine.dataSource, 'orphan', 'v1');
      await engine.registry.activateAlgoVersion('orphan', 'v1');

      expect(await diagnoseAfter()).toEqual([
        'ACTIVE_WITHOUT_PROVIDER orphan v1',
        'ACTIVE_WITHOUT_PARAMS orphan v1',
        unlisted,
      ]);
    });

    it('finds stale runs, content without its checksum, and a ledger that disagrees', async () => {
      const { version, params } = (await engine.registry.resolveActive('mastery'))!;
      await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
      const withoutTriggers = (statement: string) =>
        `BEGIN; SET LOCAL session_replication_role = 'replica'; ${statement}; COMMIT`;

      const findings = await diagnoseAfter(
        "UPDATE algo_runs SET lease_expires_at = clock_timestamp() - interval '2 minutes'",
        withoutTriggers(`UPDATE algo_params SET params_json = '{"threshold": 0.1}' WHERE id = '${params.id}'`),
        withoutTriggers("UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mistakes'"),
      );

      expect(findings).toEqual(
        expect.arrayContaining([
          'STALE_RUNNING algo_runs',
          `CHECKSUM_MISMATCH ${params.id}`,
          'LEDGER_DISAGREES mistakes',
        ]),
      );
    });

    it('says no more than what is missing when a table is', async () => {
      const findings = await diagnoseAfter('DROP TABLE algo_activations');

      expect(findings).toContain('SCHEMA_MISSING column algo_activations.id');
      expect(findings.every((finding) => finding.startsWith('SCHEMA_'))).toBe(true);
    });
  });
});
