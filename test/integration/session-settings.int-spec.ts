import { DataSource } from 'typeorm';
import { dataSourceOptions, migrationOptions } from '../../src/database/data-source-options.js';
import {
  DoctorService,
  InfoService,
  InvalidDataSourceError,
  newRunId,
  ReadinessService,
  RunQueries,
} from 'learning-engine';
import { connectionLimits } from 'learning-engine/persistence';
import { onServer } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openEngine } from '../support/engine/open-engine.js';
import { codesOf, diagnose } from '../support/engine/seeded-drifts.js';

/** Each changes what a value means, or takes a promise away. */
const HOSTILE = {
  datestyle: 'SQL, DMY',
  intervalstyle: 'sql_standard',
  extra_float_digits: '-15',
  array_nulls: 'off',
  standard_conforming_strings: 'off',
  quote_all_identifiers: 'on',
  default_transaction_isolation: 'serializable',
  synchronous_commit: 'off',
  timezone: 'America/St_Johns',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};
const NAMES = Object.keys(HOSTILE);

const inForce = (ask: DataSource) =>
  ask
    .query<{ name: string; setting: string }[]>('SELECT name, setting FROM pg_settings WHERE lower(name) = ANY($1)', [
      NAMES,
    ])
    .then((rows) => Object.fromEntries(rows.map(({ name, setting }) => [name.toLowerCase(), setting])));

describe('settings of the database that change what values mean', () => {
  const database = useTestDatabase();
  const name = () => new URL(database.url).pathname.slice(1);
  const set = (settings: Record<string, string>) =>
    onServer(async (client) => {
      await client.query(`ALTER DATABASE ${name()} RESET ALL`);
      for (const [setting, value] of Object.entries(settings)) {
        await client.query(`ALTER DATABASE ${name()} SET ${setting} = ${client.escapeLiteral(value)}`);
      }
    });

  it('are set otherwise by the connections of the service and of migrations', async () => {
    await set(HOSTILE);
    const [service, migrations] = await Promise.all(
      [dataSourceOptions(database.url), migrationOptions(database.url)].map((options) =>
        new DataSource(options).initialize(),
      ),
    );
    const pinned = {
      datestyle: 'ISO, DMY',
      intervalstyle: 'postgres',
      extra_float_digits: '1',
      array_nulls: 'on',
      standard_conforming_strings: 'on',
      quote_all_identifiers: 'off',
      default_transaction_isolation: 'read committed',
      synchronous_commit: 'on',
      timezone: 'America/St_Johns', // every time comes with its offset
    };
    const limits = { statement_timeout: '2000', lock_timeout: '1000', idle_in_transaction_session_timeout: '10000' };

    expect(await inForce(service!)).toEqual({ ...pinned, ...limits });
    expect(await inForce(migrations!)).toMatchObject(pinned);
    await Promise.all([service!.destroy(), migrations!.destroy()]);
  });

  it('keeps a stricter synchronous_commit', async () => {
    await set({ synchronous_commit: 'remote_apply' });
    const service = await new DataSource(dataSourceOptions(database.url)).initialize();

    expect((await inForce(service)).synchronous_commit).toBe('remote_apply');
    await service.destroy();
  });

  it('change nothing of what is activated, recorded and read', async () => {
    await set({});
    await set(HOSTILE);
    const engine = await openEngine(database.url, { registry: { maxAgeMs: 0 }, runs: { reaper: false } });
    const before = Date.now() - 60_000;
    const recent = (time: Date | null) => expect(time!.getTime()).toBeGreaterThan(before);
    try {
      const version = await engine.registry.activateAlgoVersion('mastery', 'v1', { reason: String.raw`a \' b` });
      recent(version.updatedAt);
      const runIds = [newRunId(), newRunId(), newRunId()];
      const input = { states: [], events: [] };
      await Promise.all(runIds.map((runId) => engine.execution.execute('mastery', input, { runId })));
      const { records } = await engine.app.get(RunQueries).listRuns();
      expect(records).toHaveLength(3);
      for (const { run } of records) {
        recent(run.startedAt);
        recent(run.completedAt);
        // Runs that end together are written as lists: NULL in them is no text.
        expect(run).toMatchObject({ status: 'SUCCESS', errorMessage: null, errorCode: null });
      }
      for (const asOf of [undefined, new Date()]) {
        const [info] = await engine.app.get(InfoService).getInfo({ asOf });
        recent(info!.updatedAt);
      }
      const [entry] = await engine.registry.getHistory('mastery');
      recent(entry!.activatedAt);
      expect(entry!.reason).toBe(String.raw`a \' b`);
      expect(await diagnose(engine)).toEqual([]);
    } finally {
      await engine.app.close();
    }
  });

  it.each([
    ['datestyle', 'German'],
    ['datestyle', 'SQL, DMY'],
    ['array_nulls', 'off'],
    ['extra_float_digits', '0'],
    ['standard_conforming_strings', 'off'],
    ['quote_all_identifiers', 'on'],
  ])('stop the boot of a host whose connections do not set them: %s %s', async (setting, value) => {
    await set({ [setting]: value });
    const opening = openEngine(database.url, {}, { extra: {} });

    await expect(opening).rejects.toBeInstanceOf(InvalidDataSourceError);
    await expect(opening).rejects.toThrow(
      new RegExp(`${setting} is .* on the connections of the host's pool \\(by ALTER DATABASE.*connectionLimits`, 'i'),
    );
  });

  it('are found by the doctor where a statement of the host sets them after the engine', async () => {
    await set({});
    const onConnect = (client: { query(text: string): Promise<unknown> }) =>
      client.query('SET statement_timeout = 0; SET synchronous_commit = off');
    const engine = await openEngine(database.url, {}, { extra: { ...connectionLimits, onConnect } });
    try {
      expect(await diagnose(engine)).toEqual([
        "SETTING_NOT_IN_FORCE synchronous_commit of the engine's own pool",
        "SETTING_NOT_IN_FORCE statement_timeout of the engine's own pool",
      ]);
    } finally {
      await engine.app.close();
    }
  });

  it.each([
    ['default_transaction_read_only', 'on', 'READ_ONLY default_transaction_read_only'],
    ['session_replication_role', 'replica', 'TRIGGERS_OFF session_replication_role'],
    ['search_path', 'other, public', 'SEARCH_PATH_UNSAFE search_path'],
    ['search_path', 'public, pg_catalog', 'SEARCH_PATH_UNSAFE search_path'],
  ])('that no connection can set are told by doctor and readiness: %s %s', async (setting, value, finding) => {
    await set({});
    const migrations = await new DataSource(migrationOptions(database.url)).initialize();
    await migrations.query('CREATE SCHEMA other; CREATE TABLE other.algo_runs (LIKE public.algo_runs)');
    await onServer((client) =>
      client.query(`ALTER DATABASE ${name()} SET ${setting} = ${setting === 'search_path' ? value : `'${value}'`}`),
    );
    const engine = await openEngine(database.url, { runs: { reaper: false } });
    try {
      expect(codesOf(await engine.app.get(ReadinessService).findWarnings())).toEqual([finding]);
      expect(codesOf(await engine.app.get(DoctorService).diagnose())).toContain(finding);
    } finally {
      await engine.app.close();
      await migrations.query('DROP SCHEMA other CASCADE');
      await migrations.destroy();
    }
  });
});
