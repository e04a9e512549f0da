import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { DoctorService } from 'learning-engine';
import { type Algorithm, Between, LearningAlgorithm } from 'learning-engine/authoring';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { activateByHand, createVersion } from '../support/engine/factories.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

class UnlistedParams {
  @Between(0, 1) half: number = 0.5;
}

/** In code, but registered only where a test puts it. */
@LearningAlgorithm({ key: 'unlisted', version: 'v1', params: UnlistedParams })
class UnlistedAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

describe(DoctorService.name, () => {
  describe('of a healthy database', () => {
    const engine = useEngine();

    it('finds nothing: the recorded schema is that of the migrations', async () => {
      expect(await diagnose(engine)).toEqual([]);
    });

    it('finds nothing after a change through the services, and while runs are in flight', async () => {
      const { version, params } = (await engine.registry.resolveActive('mastery'))!;
      await engine.registry.activateParams((await engine.params.createParams(version.id, { threshold: 0.9 })).id);
      await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });

      expect(await diagnose(engine)).toEqual([]);
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
        FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'algo_%'
        UNION ALL
        SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'algo_%'`);
      expect(statements.length).toBeGreaterThan(10);
      for (const { statement } of statements) await engine.dataSource.query(statement);

      expect(await diagnose(engine)).toEqual([]);
    });
  });

  describe('of tables in a schema of their own', () => {
    const database = useEmptyDatabase();

    it('finds nothing, whatever the schema is called', async () => {
      const at = new URL(database.url);
      at.searchParams.set('options', '-c search_path="The\\ engine\'s"');
      const url = at.href;
      const migrating = await new DataSource(dataSourceOptions(url)).initialize();
      await migrating.query(`CREATE SCHEMA "The engine's"`);
      await migrating.runMigrations();
      await migrating.destroy();

      const engine = await openEngine(url);
      try {
        expect(
          await engine.dataSource.query('SELECT schemaname FROM pg_tables WHERE tablename = $1', ['algo_runs']),
        ).toEqual([{ schemaname: "The engine's" }]);
        expect(await diagnose(engine)).toEqual([]);
      } finally {
        await engine.app.close();
      }
    });
  });

  describe('of what holds for the whole database', () => {
    const engine = useEngine({ runs: { reaper: false } });
    const database = () => new URL(urlOfEngine(engine)).pathname.slice(1);

    it('finds sessions in which no trigger fires', async () => {
      await engine.dataSource.query(`ALTER DATABASE ${database()} SET session_replication_role = 'replica'`);
      const other = await openEngine(urlOfEngine(engine), { runs: { reaper: false } });
      const findings = await diagnose(other).finally(() => other.app.close());

      expect(findings).toEqual(['TRIGGERS_OFF session_replication_role']);
    });

    it('finds an order of texts that is not that of the indexes any more', async () => {
      await engine.dataSource.query(`UPDATE pg_database SET datcollversion = 'old' WHERE datname = '${database()}'`);
      expect(await diagnose(engine)).toEqual([`COLLATION_CHANGED ${database()}`]);

      await engine.dataSource.query(`UPDATE pg_database
        SET datcollversion = pg_database_collation_actual_version(oid) WHERE datname = '${database()}'`);
      expect(await diagnose(engine)).toEqual([]);
    });
  });

  describe('of registry and code that do not fit together', () => {
    const engine = useEngine({ algorithms: [UnlistedAlgorithm], runs: { reaper: false } });
    const unlisted = 'PROVIDER_WITHOUT_ROW unlisted v1';

    it('names a class that has no row', async () => {
      expect(await diagnose(engine)).toEqual([unlisted]);
    });

    it('finds an active version without a class, and without params', async () => {
      await activateByHand(engine.dataSource, await createVersion(engine.dataSource, 'orphan', 'v1'));

      expect(await diagnose(engine)).toEqual([
        'ACTIVE_WITHOUT_PROVIDER orphan v1',
        'ACTIVE_WITHOUT_PARAMS orphan v1',
        unlisted,
      ]);
    });
  });
});
