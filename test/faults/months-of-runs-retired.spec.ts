import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { until } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { useCommands } from '../support/processes/use-commands.js';

const monthAfter = (months: number, now = new Date()): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
const nameOf = (months: number) => `algo_runs_${monthAfter(months).toISOString().slice(0, 7).replace('-', '_')}`;
const idOf = (instant: Date, n = 0): string => {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
};
const bound = (months: number) => idOf(monthAfter(months)).replace('-7000-8000-', '-0000-0000-');

/** Runs in each month. */
const RUNS = 2100;
const OLDEST = -9;

/** $1 id, $2 status: a run as by hand. */
const INSERT = `
  INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, trigger, status, started_at, completed_at)
  SELECT id, algo_version_id, params_id, gen_random_uuid(), 'manual', $2::text, statement_timestamp(),
    CASE WHEN $2::text = 'SUCCESS' THEN statement_timestamp() END
  FROM unnest($1::uuid[]) AS id, (SELECT algo_version_id, id AS params_id FROM algo_params LIMIT 1) AS set`;

interface Retired {
  retired: { name: string; runs: number; file: string; digest: string }[];
}

describe('months of runs that are retired', () => {
  const database = useEmptyDatabase();
  const run = useCommands(database);
  let engine: Engine;
  let folder: string;
  const json = async (args: string[], code = 0): Promise<unknown> => {
    const ended = await run([...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout);
  };
  const retire = (...args: string[]) => ['partitions', 'retire', '--reason', 'The rules say so', ...args];
  const query = <T>(text: string, values?: unknown[]) => engine.dataSource.query<T[]>(text, values);
  const countOf = async (months: number) =>
    (
      await query<{ count: number }>('SELECT count(*)::int AS count FROM algo_runs WHERE id >= $1 AND id < $2', [
        ...[bound(months), bound(months + 1)],
      ])
    )[0]!.count;
  const insert = (months: number, ids: number[], status = 'SUCCESS') =>
    query(INSERT, [ids.map((n) => idOf(monthAfter(months), n)), status]);
  const records = () => query<Record<string, unknown>>('SELECT * FROM run_retirements ORDER BY id');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retired-'));
    await run(['migrate']);
    engine = await openEngine(database.url);
    expect(await json(retire('--export', folder), 1)).toMatchObject({ error: { code: 'RUNS_NOT_RETIRABLE' } });
    await json(['partitions', 'make', '--ahead', '1']);
    // As if runs had been kept by months for long.
    const [first] = await query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relispartition AND relname LIKE 'algo_runs_before%'",
    );
    await query(`ALTER TABLE algo_runs DETACH PARTITION ${first!.name}`);
    await query(`DROP TABLE ${first!.name}`);
    for (let months = OLDEST; months < 2; months += 1) {
      await query(`
        CREATE TABLE ${nameOf(months)} PARTITION OF algo_runs FOR VALUES FROM ('${bound(months)}') TO ('${bound(months + 1)}');
        CREATE TRIGGER algo_runs_no_truncate BEFORE TRUNCATE ON ${nameOf(months)}
          FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('The record of runs is kept.')`);
      if (months < 0)
        await insert(
          months,
          Array.from({ length: RUNS }, (_, n) => n),
        );
    }
    expect(await diagnose(engine)).toEqual([]);
  });
  afterAll(async () => {
    await engine?.app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['without a word on the export', []],
    ['with an export and without it', ['--export', '.', '--without-export']],
    ['keeping nothing', ['--export', '.', '--keep', '0']],
    ['by a user who is no UUID', ['--export', '.', '--as', 'me']],
  ])('are not %s', async (_how, args) => {
    expect((await run(retire(...args))).code).toBe(2);
    expect(await countOf(OLDEST)).toBe(RUNS);
  });

  it('stay where nothing can be written, and where one of their runs is RUNNING', async () => {
    expect(await json(retire('--export', join(folder, 'missing')), 1)).toMatchObject({ error: { code: 'REJECTED' } });
    await insert(OLDEST, [RUNS], 'RUNNING');
    expect(await json(retire('--export', folder), 1)).toMatchObject({
      error: { code: 'RUNS_NOT_RETIRABLE', message: expect.stringContaining(idOf(monthAfter(OLDEST), RUNS)) as string },
    });
    expect(await countOf(OLDEST)).toBe(RUNS + 1);
    expect(await readdir(folder)).toEqual([]);
    await engine.runs.logRunSuccess(idOf(monthAfter(OLDEST), RUNS));
  });

  it('are there until they are exported: killed in between, the command goes on with what was taken out', async () => {
    const killed = Spawned.run(
      process.execPath,
      [
        ...['--import', './test/support/database/kill-at-statement.mjs', ...script('src/learning-engine/cli/bin.ts')],
        ...retire('--export', folder),
      ],
      cleanEnv({ NODE_ENV: undefined, DATABASE_URL: database.url, KILL_AT: 'INSERT INTO run_retirements' }),
    );
    expect(await killed.end()).toBeNull();
    await until(async () => (await diagnose(engine)).length === 1);
    expect(await diagnose(engine)).toEqual(['PARTITION_DETACHED algo_runs']);
    expect(await query(`SELECT count(*)::int AS count FROM ${nameOf(OLDEST)}`)).toEqual([{ count: RUNS + 1 }]);
    expect(await records()).toEqual([]);
  });

  it('go one by one beside those who write runs, each with its file and its record; younger ones stay', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    let isOver = false;
    const writing = (async () => {
      let count = 0;
      for (; !isOver; count += 1) {
        const { id } = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
        await engine.runs.logRunSuccess(id);
      }
      return count;
    })();
    const as = randomUUID();
    const { retired } = (await json(retire('--export', folder, '--as', as)).finally(() => (isOver = true))) as Retired;
    const written = await writing; // the last one may still be on its way
    expect(await countOf(0)).toBe(written);

    expect(retired.map(({ name, runs }) => [name, runs])).toEqual([
      [nameOf(OLDEST), RUNS + 1],
      ...[-8, -7].map((months) => [nameOf(months), RUNS]),
    ]);
    for (const months of [-9, -8, -7]) expect(await countOf(months)).toBe(0);
    for (const months of [-6, -5, -4, -3, -2, -1]) expect(await countOf(months)).toBe(RUNS);
    expect(await diagnose(engine)).toEqual([]);
    expect((await readdir(folder)).length).toBe(3);

    for (const [index, { file, digest, runs }] of retired.entries()) {
      const bytes = await readFile(file);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
      const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
      expect(lines).toHaveLength(runs);
      const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
      expect(ids[1]).toBe(idOf(monthAfter(OLDEST + index), 1));
      expect(new Set(ids).size).toBe(runs);
    }
    expect(await records()).toMatchObject(
      retired.map(({ name, runs, file, digest }) => ({
        ...{ partition: name, runs: String(runs), file, file_sha256: digest, keep_months: 6 },
        ...{ reason: 'The rules say so', actor_user_id: as },
      })),
    );
  });

  it('go without an export where it is said, below six months with a warning, and never the last month', async () => {
    const { stdout } = await run(retire('--without-export', '--keep', '1'));
    expect(stdout).toMatch(/^Fewer than 6 months are kept/);
    for (const months of [-6, -3, -2]) expect(await countOf(months)).toBe(0);
    expect(await countOf(-1)).toBe(RUNS);
    expect((await records()).at(-1)).toMatchObject({ partition: nameOf(-2), keep_months: 1, file: null });
    expect(await json(retire('--without-export', '--keep', '1'))).toMatchObject({ retired: [] });
  });

  it('stay in the record', async () => {
    await expect(query('DELETE FROM run_retirements')).rejects.toThrow('What was retired stays in the record.');
    await expect(query("UPDATE run_retirements SET reason = ''")).rejects.toThrow('stays in the record');
    await expect(query('TRUNCATE run_retirements')).rejects.toThrow('stays in the record');
  });
});
