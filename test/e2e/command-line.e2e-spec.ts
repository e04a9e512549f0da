import { getPriority, setPriority } from 'node:os';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { openEngine } from '../support/engine/open-engine.js';
import { BUILT, cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { useStartSandbox } from '../support/processes/start-sandbox.js';
import { spawnCommand, useCommands } from '../support/processes/use-commands.js';

const HOST = `${BUILT}/test/fixtures/host-app/app.module.js`;

describe('learning-engine', () => {
  const database = useEmptyDatabase();
  const sandbox = useStartSandbox();

  const run = useCommands(database);
  const spawn = (args: readonly string[]) => spawnCommand(args, database.url);
  /** What a command prints with `--json`. */
  const json = async (args: string[], code = 0, how = run): Promise<unknown> => {
    const ended = await how([...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout);
  };
  /** The codes that the doctor finds; but for the test server's own settings, which are not durable. */
  const diagnosed = async (args: string[] = [], how = run): Promise<string[]> => {
    const { code, stdout } = await how(['doctor', ...args, '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
    expect(code).toBe(findings.length > 0 ? 1 : 0);
    return findings.map((finding) => finding.code).filter((found) => found !== 'NOT_DURABLE');
  };
  const because = ['--reason', 'A first try'];

  it('migrates an empty database, and says before what is missing', async () => {
    expect(await json(['status'], 1, spawn)).toMatchObject({ schema: { unknown: [] }, active: [] });
    expect(await json(['activate', 'mastery', 'v1', ...because], 1)).toMatchObject({
      error: { code: 'SCHEMA_BEHIND' },
    });
    expect(await json(['restored'], 1)).toMatchObject({ error: { code: 'REJECTED' } });
    expect(await json(['migrate'], 0, spawn)).toMatchObject({
      ran: expect.arrayContaining(['CreateEngineTables1795000000001']) as string[],
    });
    expect(await json(['migrate'])).toEqual({ ran: [] });
    const { stdout } = await run(['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: { pending: [], unknown: [] },
      active: expect.arrayContaining([
        { algo_key: 'mastery', version: 'v0', params_id: expect.any(String) as string },
      ]) as object[],
    });
    expect(await diagnosed()).toEqual([]);
  });

  it('changes what is active, and writes who and why into the activation log', async () => {
    const as = randomUUID();
    const activated = await json(['activate', 'mastery', 'v1', ...because, '--as', as], 0, spawn);
    expect(activated).toMatchObject({ version: 'v1', kind: 'activate', reason: 'A first try', actor_user_id: as });
    expect(await json(['activations', 'mastery', '--limit', '1'])).toEqual({ activations: [activated] });
    const { id, params_id: defaults } = activated as { id: string; params_id: string };

    const file = join(sandbox.folder(), 'set.json');
    await writeFile(file, '{ "p_transit": 0.05 }');
    const created = await json(['params', 'create', 'mastery', 'v1', '--params', `@${file}`]);
    expect(created).toMatchObject({ params: { p_transit: 0.05 }, is_active: false, is_new: true });
    const { id: set } = created as { id: string };
    expect(await json(['params', 'activate', set, ...because])).toMatchObject({ id: set, is_active: true });
    expect(await json(['params', 'show', set])).toMatchObject({ algo_key: 'mastery', version: 'v1', is_active: true });
    expect(await json(['params', 'list', 'mastery', 'v1'])).toMatchObject({ params: [{ id: set }, { id: defaults }] });
    expect(await json(['algorithms', 'mastery'])).toMatchObject({
      versions: [
        { version: 'v0', status: 'DEPRECATED' },
        { version: 'v1', status: 'ACTIVE', params_id: set },
        { version: 'v2', status: 'EXPERIMENTAL' },
      ],
    });

    expect(await json(['rollback', 'mastery', ...because, '--expect', id], 1)).toMatchObject({
      error: { code: 'NOT_THE_LAST_ACTIVATION' },
    });
    expect(await json(['rollback', 'mastery', ...because, '--break-pins'])).toMatchObject({
      ...{ kind: 'rollback', params_id: defaults, flags: ['break_pins'] },
    });
    for (const late of [['retire'], ['restore', '--activation', id]]) {
      expect(await json([late[0]!, 'mastery', ...late.slice(1), ...because, '--expect', id], 1)).toMatchObject({
        error: { code: 'NOT_THE_LAST_ACTIVATION' },
      });
    }
    expect(await json(['retire', 'mastery', ...because])).toMatchObject({ kind: 'retire', version: null });
    expect(await json(['restore', 'mastery', ...because, '--activation', id])).toMatchObject({
      kind: 'restore',
      restores_id: id,
    });
  });

  it('shows run records', async () => {
    const engine = await openEngine(database.url);
    const { runId, paramsId } = await engine.execution.execute(
      'mastery',
      { states: [], events: [] },
      { trigger: 'cron' },
    );
    const { version } = (await engine.registry.resolveParams(paramsId))!;
    const failed = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId, trigger: 'cron' });
    await engine.runs.logRunFailure(failed.id, 'no data \u009b2J\u001b[2J');
    await engine.app.close();

    const shown = await json(['runs', 'show', runId]);
    expect(shown).toMatchObject({ run_id: runId, algo_key: 'mastery', status: 'SUCCESS', trigger: 'cron' });
    expect(await json(['runs', 'list', '--key', 'mastery', '--status', 'SUCCESS', '--trigger', 'cron'])).toEqual({
      runs: [shown],
      next_before: null,
    });
    const { stdout } = await run(['runs', 'show', failed.id]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'FAILED', error_message: 'no data \u009b2J\u001b[2J' });
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u); // it would clear the terminal of an operator
  });

  it('queues jobs, works on them and shows how far they are', async () => {
    const { kinds } = (await json(['jobs', 'kinds'])) as { kinds: { kind: string }[] };
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([
      ...[
        'difficulty.calibrate',
        'evaluation.run',
        'evidence.preview',
        'fit.mastery',
        'fit.revision',
        'learners.build-projection',
        'learners.clear-projections',
      ],
      ...['learners.import-answers', 'learners.warm-activation', 'mistakes.analyse'],
      ...['runs.retention', 'runs.verify', 'runs.verify-checksums', 'selections.evaluate'],
    ]);
    const because = ['--reason', 'We keep 13 months'];
    const queued = await json(['jobs', 'run', 'runs.retention', '--args', '{"older_than_days": 400}', ...because]);
    expect(queued).toMatchObject({ status: 'QUEUED', progress: { done: 0, total: null }, reason: 'We keep 13 months' });
    const { id } = queued as { id: string };

    const worker = Spawned.run(
      process.execPath,
      [...script('src/learning-engine/cli/bin.ts'), 'worker', '--concurrency', '2'],
      cleanEnv({ NODE_ENV: undefined, DATABASE_URL: database.url }),
    );
    setPriority(worker.pid, 15); // as by nice
    const watched = await run(['jobs', 'watch', id]);
    expect(getPriority(worker.pid)).toBe(15);
    expect([watched.code, watched.stderr]).toEqual([0, expect.stringMatching(/SUCCESS 0\n$/)]);
    expect(JSON.parse(watched.stdout)).toMatchObject({ status: 'SUCCESS', result: { retired: 0 } });
    expect(
      await json(['jobs', 'run', 'runs.verify-checksums', '--args', '{"sample_runs": 1}', '--watch']),
    ).toMatchObject({
      status: 'SUCCESS',
      progress: { seconds_left: null },
      result: { finding_count: 0, runs_drawn: 1 },
    });
    worker.signal('SIGTERM');
    expect([await worker.end(), worker.stdout]).toEqual([0, '']);
    expect(worker.stderr).toMatch(/^Working on jobs in .*, 2 at a time/);
    expect(worker.stderr).toContain(`Job ${id} (runs.retention) ended as SUCCESS after`);
    expect(worker.stderr).toContain('Asked to stop: handing jobs back');

    expect(await json(['jobs', 'cancel', id], 1)).toMatchObject({ error: { code: 'JOB_ALREADY_ENDED' } });
    const waiting = (await json(['jobs', 'run', 'runs.verify-checksums'])) as { id: string };
    expect(await json(['jobs', 'cancel', waiting.id])).toMatchObject({ status: 'CANCELLED' });
    expect(await json(['jobs', 'watch', waiting.id], 1)).toMatchObject({ status: 'CANCELLED' });
    const { jobs } = (await json(['jobs', 'list', '--kind', 'runs.verify-checksums', '--limit', '1'])) as {
      jobs: object[];
    };
    expect(jobs).toMatchObject([{ id: waiting.id }]);
  });

  it('says it to people in 80 columns', async () => {
    for (const args of [
      ['--help'],
      ['activate', '--help'],
      ['status'],
      ['algorithms'],
      ['activations'],
      ['runs', 'list'],
    ]) {
      const { code, stdout, stderr } = await run(args);
      expect([args, code, stderr]).toEqual([args, args[0] === 'status' ? code : 0, '']);
      expect(stdout).toContain(args[0] === 'status' ? 'Schema    current' : '');
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('loads neither Nest nor TypeORM for help', async () => {
    const list = ['--import', './test/support/processes/list-modules.mjs'];
    const heavy = /node_modules\/(@nestjs|typeorm|pg|reflect-metadata)\//;

    for (const args of [['--help'], ['activate']]) {
      const { stderr } = await spawnCommand(args, database.url, list);
      expect(stderr).toContain('module file:');
      expect(stderr).not.toMatch(heavy);
    }
    expect((await spawnCommand(['algorithms', 'none'], database.url, list)).stderr).toMatch(heavy);
  });

  it('uses the algorithms, data source and settings of an app', async () => {
    expect(await json(['algorithms', 'streak', '--app', HOST], 0, spawn)).toMatchObject({
      versions: [{ version: 'v1', is_registered: true }],
    });
    expect(await json(['migrate', '--app', HOST], 0, spawn)).toEqual({ ran: [] });
    expect(await json(['jobs', 'list', '--limit', '1', '--app', HOST], 0, spawn)).toMatchObject({
      jobs: [{ kind: 'runs.verify-checksums', status: 'CANCELLED' }],
    });
    expect(await diagnosed(['--app', HOST], spawn)).toEqual([]);
    expect(await diagnosed()).toEqual(['MIGRATION_UNKNOWN']);
  });
});
