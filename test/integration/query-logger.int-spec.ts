import { Logger } from '@nestjs/common';
import { type DataSource, type DataSourceOptions } from 'typeorm';
import { openDataSource } from '../../src/database/open-data-source.js';
import { QueryLogger } from '../../src/database/query-logger.js';
import { inRequestContext } from 'learning-engine/http';
import { ServiceLogger } from '../../src/logging/service-logger.js';
import { openEngine } from '../support/engine/open-engine.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';

const CANARY = 'canary-5f1c';

describe(QueryLogger.name, () => {
  const database = useTestDatabase();
  const empty = useEmptyDatabase();
  let raw: string;
  const logger = () =>
    new ServiceLogger({ NODE_ENV: 'production', LOG_LEVEL: 'debug' }, { write: (line) => (raw += line) });
  beforeEach(() => {
    raw = '';
    Logger.overrideLogger(logger());
  });
  const records = () =>
    raw
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  describe('on the service’s connections', () => {
    let watched: DataSource;
    let unwatched: DataSource;
    beforeAll(async () => {
      watched = await openDataSource({ url: database.url, migrate: false, slowQueryMs: 50 });
      unwatched = await openDataSource({ url: database.url, migrate: false, slowQueryMs: 0 });
    });
    afterAll(async () => {
      await watched?.destroy();
      await unwatched?.destroy();
    });

    it('tells of a slow statement, with the request and without parameters', async () => {
      await inRequestContext({ requestId: 'r-1' }, () => watched.query('SELECT $1::text,\n  pg_sleep(0.1)', [CANARY]));

      expect(records()).toMatchObject([
        {
          level: 'warn',
          context: 'Database',
          request_id: 'r-1',
          message: 'Slow query',
          statement: 'SELECT $1::text, pg_sleep(0.1)',
          duration_ms: expect.any(Number) as number,
        },
      ]);
      expect(raw).not.toContain(CANARY);
    });

    it('says nothing of statements where the limit is 0', async () => {
      await unwatched.query('SELECT pg_sleep(0.1), $1::text', [CANARY]);

      expect(raw).toBe('');
    });

    it('cuts a long statement', async () => {
      await watched.query(`SELECT pg_sleep(0.1), '${'x'.repeat(5000)}'`);

      expect(String(records()[0]!.statement)).toHaveLength(2001);
    });

    it.each([
      ['debug', '22P02', 'SELECT $1::uuid', [CANARY]],
      ['debug', '23502', 'INSERT INTO algo_versions (algo_key, version) VALUES ($1, $1)', [`${CANARY}!`]],
      ['warn', '42P01', 'SELECT FROM missing WHERE name = $1', [CANARY]],
      ['warn', '57014', 'SELECT pg_sleep(9), $1::text', [CANARY]],
    ])('tells at level %s of a statement that fails with %s', async (level, code, statement, parameters) => {
      const work = unwatched.transaction(async (manager) => {
        if (code === '57014') await manager.query('SET LOCAL statement_timeout = 20');
        await manager.query(statement, parameters);
      });
      await expect(work).rejects.toMatchObject({ code });

      expect(records()).toMatchObject([{ level, message: 'Query failed', statement, error: { code } }]);
      expect(raw).not.toContain(CANARY);
    });
  });

  it('tells in one line that migrations ran at boot, and of each one at debug', async () => {
    const dataSource = await openDataSource({ url: empty.url, migrate: true, slowQueryMs: 0 });
    await dataSource.destroy();

    const told = records().map(({ level, message }) => `${String(level)}: ${String(message)}`);
    expect(told).toContain('debug: Migration CreateEngineTables1795000000001 has been executed successfully.');
    expect(told.filter((line) => !line.startsWith('debug'))).toEqual([
      expect.stringMatching(/^info: Migrations run: \d\d, the last is \w+$/),
    ]);
  });

  it('logs nothing for those who did not ask for it', async () => {
    const dataSource = await openDataSource({ url: database.url, migrate: false });
    await dataSource.query('SELECT pg_sleep(0.1), $1::text', [CANARY]);
    await expect(dataSource.query('SELECT $1::uuid', [CANARY])).rejects.toThrow();
    await dataSource.destroy();

    expect(raw).toBe('');
  });

  describe('on the connections of the run log', () => {
    /** A run whose insert is slow, on an engine whose host sets these options. */
    const logRun = async (connection: Partial<DataSourceOptions>) => {
      const engine = await openEngine(database.url, { runs: { reaper: false } }, connection);
      const { version, params } = (await engine.registry.resolveActive('mastery'))!;
      Logger.overrideLogger(logger()); // openEngine has silenced it
      await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, inputSummary: { CANARY } });
      await engine.app.close();
    };
    beforeAll(async () => {
      const dataSource = await openDataSource({ url: database.url, migrate: false });
      await dataSource.query(`
        CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;
        CREATE TRIGGER be_slow BEFORE INSERT ON algo_runs FOR EACH ROW EXECUTE FUNCTION be_slow()`);
      await dataSource.destroy();
    });

    it('tells of a slow statement without parameters as well', async () => {
      await logRun({ logger: new QueryLogger(), maxQueryExecutionTime: 50 });

      expect(records()).toMatchObject([
        { message: 'Slow query', statement: expect.stringContaining('INSERT INTO algo_runs') as string },
      ]);
      expect(raw).not.toContain(CANARY);
    });

    it('does not let TypeORM show what a learner did, where a host has no logger of its own', async () => {
      const printed = (['log', 'info', 'warn', 'error'] as const).map((name) =>
        jest.spyOn(console, name).mockImplementation(),
      );
      await logRun({ maxQueryExecutionTime: 50 });

      expect(JSON.stringify(printed.flatMap(({ mock }) => mock.calls))).not.toContain(CANARY);
      jest.restoreAllMocks();
    });
  });
});
