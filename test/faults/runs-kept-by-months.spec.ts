import { randomUUID } from 'node:crypto';
import { grantServiceRights } from '../../src/database/service-rights.js';
import { query, until } from '../support/database/embedded-child.js';
import { migrating } from '../support/database/migrating.js';
import { partitionsOpenTo, rightsOn, SESSIONS_OF_COMMANDS } from '../support/database/rights-on.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { createSession, createUser } from '../support/engine/factories.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { type Confirmed } from '../support/engine/run-confirmed.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { onServer } from '../support/database/own-database.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

/** Each has four callers. */
const WRITERS = 2;
/** Runs that are there before, and that must come while the command works. */
const RUNS = 300;
const ROLE = `service_${randomUUID().slice(0, 8)}`;

describe('keeping the runs of a table by months', () => {
  const database = useTestDatabase();
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(database.url);
    await engine.dataSource.query(`CREATE ROLE ${ROLE}`);
    await migrating(database.url, (dataSource) =>
      dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, ROLE)),
    );
  });
  afterAll(async () => {
    await engine?.app.close();
    await onServer((client) => client.query(`DROP ROLE ${ROLE}`)); // the database is gone by now
  });

  const make = (nodeArgs: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    Spawned.run(
      process.execPath,
      [...nodeArgs, ...script('src/cli/main.ts'), 'partitions', 'make', '--ahead', '3', '--json'],
      cleanEnv({ DATABASE_URL: database.url, ...env }),
    );
  const start = async (runId?: string, more: { userId?: string; sessionId?: string } = {}) => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, runId, ...more });
  };
  const form = async () =>
    (
      await engine.dataSource.query<{ kind: string }[]>(
        "SELECT relkind AS kind FROM pg_class WHERE relname = 'algo_runs'",
      )
    )[0]!.kind;

  it.each([
    ['before anything', 'ADD CONSTRAINT algo_runs_end_at', []],
    ['before the runs are read', 'VALIDATE CONSTRAINT', ['PARTITIONS_UNFINISHED algo_runs']],
    ['before the tables change places', 'RENAME TO algo_runs_before', ['PARTITIONS_UNFINISHED algo_runs']],
    ['before the change is committed', 'PARTITION OF algo_runs DEFAULT', ['PARTITIONS_UNFINISHED algo_runs']],
  ])('killed %s, leaves one table, and loses no run', async (_when, killAt, findings) => {
    const kept = await start();
    const killed = make(['--import', './test/support/database/kill-at-statement.mjs'], { KILL_AT: killAt });
    expect(await killed.end()).toBeNull();
    await until(async () => (await query(database.url, SESSIONS_OF_COMMANDS)).length === 0);

    expect(await form()).toBe('r');
    expect(await diagnose(engine)).toEqual(findings);
    expect((await engine.runs.logRunSuccess(kept.id)).status).toBe('SUCCESS');
    await engine.runs.logRunFailure((await start()).id, 'as always');
  });

  it('says what stands in the way, and changes nothing', async () => {
    const before = await diagnose(engine);
    await engine.dataSource.query('CREATE VIEW runs_of_a_host AS SELECT id FROM algo_runs');
    await engine.dataSource.query('CREATE TABLE notes_of_a_host (run_id uuid REFERENCES algo_runs (id))');
    const command = make();
    expect(await command.end()).toBe(1);
    expect(JSON.parse(command.stdout)).toMatchObject({
      error: {
        code: 'RUNS_NOT_PARTITIONABLE',
        message: expect.stringMatching(
          /foreign key notes_of_a_host_\w+ of notes_of_a_host, view runs_of_a_host/,
        ) as string,
      },
    });
    expect(await diagnose(engine)).toEqual(before);
    await engine.dataSource.query('DROP VIEW runs_of_a_host; DROP TABLE notes_of_a_host');
  });

  it('loses no run and fails none while processes write them, and keeps all rules and rights', async () => {
    await engine.dataSource.query("COMMENT ON TABLE algo_runs IS 'of a host'");
    const rights = await engine.dataSource.query<object[]>(rightsOn('algo_runs'));
    expect(rights.length).toBeGreaterThan(5);
    const writers = Array.from({ length: WRITERS }, () => startScript('run-on-and-on', database.url, '3600'));
    const ended = () =>
      writers.flatMap((writer) => linesOf<Confirmed>(writer)).filter(({ status }) => status !== 'RUNNING');
    await until(() => Promise.resolve(ended().length > RUNS));

    const before = ended().length;
    const command = make();
    expect([await command.end(), command.stderr]).toEqual([0, '']);
    const during = ended().length;
    expect(during).toBeGreaterThan(before);
    await until(() => Promise.resolve(ended().length > during + RUNS));
    for (const writer of writers) writer.signalGroup('SIGKILL');
    await Promise.all(writers.map((writer) => writer.end()));
    expect(writers.map(({ stderr }) => stderr)).toEqual(['', '']);

    const stored = await engine.dataSource.query<{ id: string; status: string }[]>('SELECT id, status FROM algo_runs');
    const statusOf = new Map(stored.map(({ id, status }) => [id, status]));
    for (const { id, status } of ended()) expect([id, statusOf.get(id)]).toEqual([id, status]);

    expect(await form()).toBe('p');
    expect(await diagnose(engine)).toEqual([]);
    expect(await engine.dataSource.query(rightsOn('algo_runs'))).toEqual(rights);
    expect(await engine.dataSource.query(partitionsOpenTo(ROLE, 'algo_runs'))).toEqual([]);
    expect(await engine.dataSource.query("SELECT obj_description('algo_runs'::regclass) AS comment")).toEqual([
      { comment: 'of a host' },
    ]);
  });

  it('keeps each start at once by its id, what refers to what, and that runs stay', async () => {
    const user = await createUser(engine.dataSource);
    const session = await createSession(engine.dataSource, user.id);
    const run = await start(undefined, { userId: user.id, sessionId: session.id });
    expect(await start(run.id, { userId: user.id, sessionId: session.id })).toEqual(run);

    await expect(
      engine.dataSource.query('DELETE FROM algo_versions WHERE id = $1', [run.algoVersionId]),
    ).rejects.toThrow(/violates (RESTRICT setting of )?foreign key constraint/);
    const [{ name }] = await engine.dataSource.query<[{ name: string }]>(
      'SELECT tableoid::regclass::text AS name FROM algo_runs WHERE id = $1',
      [run.id],
    );
    for (const table of ['algo_runs', name]) {
      await expect(engine.dataSource.query(`DELETE FROM ${table} WHERE id = $1`, [run.id])).rejects.toThrow('is kept');
      await expect(engine.dataSource.query(`TRUNCATE ${table}`)).rejects.toThrow('The record of runs is kept.');
    }
    await engine.dataSource.query('DELETE FROM test_sessions WHERE id = $1', [session.id]);
    expect(await engine.runs.getRun(run.id)).toMatchObject({ userId: user.id, sessionId: null });
  });

  it('makes nothing twice', async () => {
    const command = make();
    expect(await command.end()).toBe(0);
    expect(JSON.parse(command.stdout)).toEqual({ closed: null, made: [] });
  });
});
