import { DatabaseRestoredError } from 'learning-engine';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErasuresNotAppliedError } from '../../src/bootstrap/erasures-not-applied.error.js';
import { query, until } from '../support/database/embedded-child.js';
import { OF_ANOTHER_SERVER } from '../support/database/of-another-server.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';
import { cleanEnv, script, SERVICE, Spawned } from '../support/processes/spawned.js';
import { INFO_URL } from '../support/processes/start-sandbox.js';
import { useCommands } from '../support/processes/use-commands.js';

const SERVICE_CLI = 'src/cli/main.ts';
const ENGINE_CLI = 'src/learning-engine/cli/bin.ts';

describe('a database that was restored from a backup', () => {
  const database = useTestDatabase();
  const command = useCommands(database);
  let host: LearnerHost;
  let folder: string;
  const workers: Spawned[] = [];
  beforeAll(async () => {
    host = await openLearners(database.url);
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-restored-'));
  });
  afterAll(async () => {
    for (const worker of workers) worker.signal('SIGKILL');
    await host?.app.close();
    await rm(folder, { recursive: true });
  });

  const start = (env: NodeJS.ProcessEnv = {}) =>
    Spawned.run(
      process.execPath,
      SERVICE,
      cleanEnv({ DATABASE_URL: database.url, PORT: '0', JWT_SECRET: 'x'.repeat(32), ...env }),
    );
  const served = async (env?: NodeJS.ProcessEnv) => {
    const service = start(env);
    await service.saying(INFO_URL);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  };
  const refused = async (env?: NodeJS.ProcessEnv) => {
    const service = start(env);
    expect([await service.end(), INFO_URL.test(service.stdout)]).toEqual([1, false]);
    return service.stderr.trimEnd();
  };

  const work = (program: string, env: NodeJS.ProcessEnv = {}) => {
    const worker = Spawned.run(
      process.execPath,
      [...script(program), 'worker'],
      cleanEnv({ DATABASE_URL: database.url, ...env }),
    );
    workers.push(worker);
    return worker;
  };
  const refusedToWork = async (program: string, env?: NodeJS.ProcessEnv) => {
    const worker = work(program, env);
    expect([await worker.end(), worker.stdout]).toEqual([1, '']);
    return worker.stderr.trimEnd().split('\n').at(-1);
  };
  const statusOf = async (job: string) =>
    (JSON.parse((await command(['jobs', 'show', job, '--json'])).stdout) as { status: string }).status;

  it('is not served while someone in the list of erasures is not erased in it', async () => {
    const [erased, back] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    for (const learner of [erased, back]) await host.answers.record(learner, [answer('e1')]);
    await host.learners.erase(erased);
    const file = join(folder, 'erasures.ndjson');
    const lines = [{ learner_id: erased }, { learner_id: back.toUpperCase() }, { erasures: 2, complete: true }];
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

    expect(await refused({ ERASURES_FILE: file })).toBe(new ErasuresNotAppliedError(file, 1).message);
    expect(await refusedToWork(SERVICE_CLI, { ERASURES_FILE: file })).toBe(
      new ErasuresNotAppliedError(file, 1).message,
    );
    expect((await command(['erasures', 'apply', '--file', file])).code).toBe(0);
    await served({ ERASURES_FILE: file });
  });

  it('is not served without a whole list, where one is named', async () => {
    expect(await refused({ ERASURES_FILE: join(folder, 'none') })).toMatch(
      / ERASURES_FILE must name a whole list of "erasures export --file"\. .*cannot be read: ENOENT/,
    );
  });

  it('is not served before an epoch is opened, where the feed shows it', async () => {
    const worker = work(SERVICE_CLI);
    await worker.saying(/Working on jobs/, 'stderr');
    await query(database.url, OF_ANOTHER_SERVER);

    const { message } = new DatabaseRestoredError();
    expect(await refused()).toBe(message);
    for (const program of [SERVICE_CLI, ENGINE_CLI]) expect(await refusedToWork(program)).toBe(message);
    await worker.saying(/No job is taken: The events of this database/, 'stderr'); // one that works already
    const queued = await command(['jobs', 'run', 'runs.verify-checksums', '--json']);
    const { id } = JSON.parse(queued.stdout) as { id: string };

    const opened = await command(['restored']);
    expect([opened.code, opened.stdout]).toEqual([0, expect.stringContaining('erasures apply')]);
    await served();
    await worker.saying(/jobs are taken again/);
    await until(async () => (await statusOf(id)) === 'SUCCESS');
    const [{ waited }] = await host.dataSource.query<[{ waited: boolean }]>(
      `SELECT started_at > (SELECT recorded_at FROM engine_events WHERE type = 'feed.opened' AND key <> '0'
                            ORDER BY epoch DESC LIMIT 1) AS waited FROM job_runs WHERE id = $1`,
      [id],
    );
    expect(waited).toBe(true);
    worker.signal('SIGTERM');
    expect(await worker.end()).toBe(0);
  });
});
