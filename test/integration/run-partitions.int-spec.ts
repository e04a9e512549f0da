import { DataSource } from 'typeorm';
import { DoctorService } from 'learning-engine';
import { makePartitions } from 'learning-engine/persistence';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { migrating, serviceMigrations } from '../support/database/migrating.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { diagnose, type Drift, itFindsExactly } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

const make = (url: string, ahead: number) => migrating(url, (dataSource) => makePartitions(dataSource, ahead));

const monthAfter = (instant: Date, months: number): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));
const monthName = (instant: Date): string => instant.toISOString().slice(0, 7).replace('-', '_');
const leastIdOf = (instant: Date): string => {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
};

async function onEngine(url: string, work: (engine: Engine) => Promise<void>): Promise<void> {
  const engine = await openEngine(url, { runs: { reaper: false } });
  await work(engine).finally(() => engine.app.close());
}

/** $1 id: a run as by hand. */
const INSERT = `
  INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status)
  SELECT $1, algo_version_id, id, 'manual', 'RUNNING' FROM algo_params LIMIT 1`;

describe('runs by months', () => {
  describe('and the doctor', () => {
    const engine = useEngine({ runs: { reaper: false } }, undefined, 'by months');

    it('finds nothing: the table is that of the migrations, and each partition has its rules', async () => {
      expect(await diagnose(engine)).toEqual([]);
      const findings = await engine.app.get(DoctorService).diagnoseQuickly();
      expect(findings.filter(({ code }) => code !== 'NOT_DURABLE')).toEqual([]);
    });

    const drifts: Drift[] = [
      [
        'a trigger of one partition that is off',
        'ALTER TABLE algo_runs_other DISABLE TRIGGER algo_runs_no_delete',
        'ALTER TABLE algo_runs_other ENABLE TRIGGER algo_runs_no_delete',
        'SCHEMA_CHANGED partition algo_runs_other',
      ],
      [
        'a partition that can be emptied',
        'ALTER TABLE algo_runs_other RENAME TO algo_runs_emptied; DROP TRIGGER algo_runs_no_truncate ON algo_runs_emptied',
        `ALTER TABLE algo_runs_emptied RENAME TO algo_runs_other;
         CREATE TRIGGER algo_runs_no_truncate BEFORE TRUNCATE ON algo_runs_other
         FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('The record of runs is kept.')`,
        'SCHEMA_CHANGED partition algo_runs_emptied',
      ],
      [
        'a partition with row security',
        'ALTER TABLE algo_runs_other ENABLE ROW LEVEL SECURITY',
        'ALTER TABLE algo_runs_other DISABLE ROW LEVEL SECURITY',
        'SCHEMA_CHANGED partition algo_runs_other',
      ],
    ];
    itFindsExactly(engine, drifts);
  });

  describe('when the next month was not made', () => {
    const database = useTestDatabase();
    const query = <T>(text: string, values: unknown[] = []) =>
      migrating(database.url, (dataSource) => dataSource.query<T[]>(text, values));

    it('takes the runs all the same, says so, and makes a partition of them', async () => {
      await make(database.url, 1);
      // As if the last one had ended with the month before.
      const now = new Date();
      const [closed] = await query<{ name: string }>(
        "SELECT relname AS name FROM pg_class WHERE relispartition AND relname LIKE 'algo_runs_before%'",
      );
      const end = monthAfter(now, 0);
      await query(`
        ALTER TABLE algo_runs DETACH PARTITION ${closed!.name};
        ALTER TABLE ${closed!.name} RENAME TO algo_runs_before_${monthName(end)};
        ALTER TABLE algo_runs ATTACH PARTITION algo_runs_before_${monthName(end)} FOR VALUES FROM (MINVALUE) TO ('${leastIdOf(end)}')`);

      await onEngine(database.url, async (engine) => {
        const { version, params } = (await engine.registry.resolveActive('mastery'))!;
        const start = () => engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
        const late = await start();
        expect(await diagnose(engine)).toEqual(['PARTITION_MISSING algo_runs']);

        const name = `algo_runs_before_${monthName(monthAfter(now, 2))}`;
        expect(await make(database.url, 2)).toEqual({
          closed: name,
          made: [`algo_runs_${monthName(monthAfter(now, 2))}`],
        });
        expect(await diagnose(engine)).toEqual([]);
        const where = await query('SELECT id, tableoid::regclass::text AS name FROM algo_runs');
        expect(where).toEqual([{ id: late.id, name }]);
        expect(await engine.runs.logRunSuccess(late.id)).toMatchObject({ status: 'SUCCESS' });
        expect((await start()).status).toBe('RUNNING');
      });
    });
  });

  describe('beside a run with the id of a time to come', () => {
    const database = useTestDatabase();

    it('are rejected, naming it, and nothing is changed', async () => {
      const id = leastIdOf(monthAfter(new Date(), 3));
      await onEngine(database.url, async (engine) => {
        await engine.dataSource.query(INSERT, [id]);
        await expect(make(database.url, 1)).rejects.toMatchObject({
          code: 'RUNS_NOT_PARTITIONABLE',
          obstacles: [expect.stringContaining(id) as string],
        });
        expect(await diagnose(engine)).toEqual([]);
      });
    });
  });

  describe('and migrations that come later', () => {
    const database = useEmptyDatabase();
    /** The first one after which a table of runs can be in partitions. */
    const first = serviceMigrations.findIndex(({ name }) => name.startsWith('RetireOldRuns')) + 1;

    it('run, are reverted and run again, as on one table, and make the months to come', async () => {
      const work = <T>(
        what: (dataSource: Parameters<Parameters<typeof migrating>[1]>[0]) => Promise<T>,
        count: number,
      ) => migrating(database.url, what, count);
      await work((dataSource) => dataSource.runMigrations(), first);
      const id = leastIdOf(new Date());
      await work((dataSource) => dataSource.query(INSERT, [id]), first);
      await work((dataSource) => makePartitions(dataSource, 1), first);
      const all = serviceMigrations.length;
      const logged = jest.spyOn(console, 'log').mockImplementation(); // TypeORM's word on each attempt
      await work((dataSource) => dataSource.runMigrations(), all);
      for (let count = all; count > first; count -= 1)
        await work((dataSource) => dataSource.undoLastMigration(), count);
      await work((dataSource) => dataSource.runMigrations(), all);
      logged.mockRestore();

      await onEngine(database.url, async (engine) => {
        expect(await diagnose(engine)).toEqual([]);
        expect(await engine.runs.getRun(id)).toMatchObject({ status: 'RUNNING' });
      });
      const plain = await new DataSource(dataSourceOptions(database.url)).initialize();
      const [{ last }] = await plain.query<[{ last: string }]>(
        "SELECT max(relname) AS last FROM pg_class WHERE relispartition AND relkind = 'r' AND relname ~ '^algo_runs_2'",
      );
      await plain.destroy();
      expect(last).toBe(`algo_runs_${monthName(monthAfter(new Date(), 12))}`);
    });
  });
});
