import { DataSource, type DataSourceOptions } from 'typeorm';
import { pgBouncerVersion, type PgBouncer, startPgBouncer } from '../support/database/pgbouncer.js';
import { query } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { MigratingDataSource, PooledMigrationsError } from 'learning-engine/persistence';
import { dataSourceOptions, migrationOptions } from '../../src/database/data-source-options.js';
import { diagnose } from '../support/engine/seeded-drifts.js';

const suite = pgBouncerVersion ? describe : describe.skip;
const LIMITS = `SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout') || ' ' ||
  current_setting('idle_in_transaction_session_timeout') AS limits`;

suite.each(['transaction', 'session'])(`behind PgBouncer ${pgBouncerVersion} in %s mode`, (pool_mode) => {
  const database = useTestDatabase();
  let bouncer: PgBouncer;
  let engine: Engine;
  beforeAll(async () => {
    bouncer = await startPgBouncer(database.url, { pool_mode, default_pool_size: pool_mode === 'session' ? 20 : 5 });
    engine = await openEngine(bouncer.url, { runs: { reaper: false } });
  });
  afterAll(async () => {
    await engine?.app.close();
    await bouncer?.stop();
  });

  it('has its limits in force in every statement and transaction', async () => {
    const looks = Array.from({ length: 30 }, () => engine.dataSource.query(LIMITS));
    const inside = Array.from({ length: 30 }, () => engine.dataSource.transaction((manager) => manager.query(LIMITS)));

    expect(new Set((await Promise.all([...looks, ...inside])).map((rows) => JSON.stringify(rows)))).toEqual(
      new Set(['[{"limits":"1s 2s 10s"}]']),
    );
  });

  it('does everything for many callers at once, and leaves no run open', async () => {
    const input = { items: [], learners: [], events: [] };
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(
        Array.from({ length: 16 }, (_, i) => [
          engine.registry.activateAlgoVersion('difficulty', `v${i % 2}`),
          engine.execution.execute('difficulty', input, { version: 'v1' }),
        ]).flat(),
      );
    }

    expect(await query(database.url, 'SELECT status, count(*)::int FROM algo_runs GROUP BY status')).toEqual([
      { status: 'SUCCESS', count: 64 },
    ]);
    expect(await diagnose(engine)).toEqual([]);
  });

  it('keeps schemas apart whose connections are the same ones of the server', async () => {
    const schemas = ['north', 'south'];
    const sources = await Promise.all(
      schemas.map(async (schema) => {
        await query(database.url, `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.here AS SELECT '${schema}' AS name`);
        return new DataSource({
          ...dataSourceOptions(bouncer.url, schema),
          poolSize: 2,
        } as DataSourceOptions).initialize();
      }),
    );
    const look = 'SELECT name FROM here';
    const seen = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const source = sources[n % 2]!;
        return [await source.query(look), await source.transaction((manager) => manager.query(look))] as unknown[];
      }),
    ).finally(() => Promise.all(sources.map((source) => source.destroy())));

    expect(seen).toEqual(seen.map((_, n) => Array.from({ length: 2 }, () => [{ name: schemas[n % 2] }])));
  });

  it('runs and reverts no migrations, and leaves no lock and no setting behind', async () => {
    const dataSource = await new MigratingDataSource(migrationOptions(bouncer.url)).initialize();
    try {
      for (let n = 0; n < 3; n += 1) {
        await expect(dataSource.runMigrations()).rejects.toBeInstanceOf(PooledMigrationsError);
        await expect(dataSource.undoLastMigration()).rejects.toBeInstanceOf(PooledMigrationsError);
        await expect(dataSource.underLock(() => Promise.resolve())).rejects.toThrow(
          /direct connection.*DATABASE_OWNER_URL/,
        );
      }
    } finally {
      await dataSource.destroy();
    }
    expect(
      await query(
        database.url,
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database
           WHERE datname = current_database())
         UNION SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'learning-engine migrations%'
           AND datname = current_database()`,
      ),
    ).toEqual([]);
  });
});
