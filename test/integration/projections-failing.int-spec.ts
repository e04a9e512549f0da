import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { ended } from '../support/engine/open-jobs.js';
import {
  type BuilderHost,
  createGain,
  newLearner,
  openBuilder,
  openLearners,
} from '../support/engine/open-learners.js';

const BUILD = 'learners.build-projection';
const LEARNERS = 5;

describe('projections that cannot be built', () => {
  const database = useTestDatabase();
  let host: BuilderHost;
  let learners: string[];
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 1, pollMs: 20, sweepSeconds: 0.1, stopMs: 200 });
    await seedFoldingVersions(host);
    learners = await Promise.all(Array.from({ length: LEARNERS }, () => newLearner(host.dataSource)));
    await Promise.all(learners.map((learner) => host.answers.record(learner, [answer('e1')])));
    await done();
  });
  afterAll(() => host?.app.close());

  const jobsOf = async (kind: string) => (await host.jobs.listJobs({ kind })).jobs;
  /** Once all jobs have ended. */
  async function done(): Promise<void> {
    while ((await host.jobs.countOpenJobs()).length > 0) await sleep(20);
  }

  it('are rejected, and the error says why', async () => {
    const rejected = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
    const build: BuilderHost['projections']['build'] = (...given) => host.projections.build(...given);
    const active = (await host.registry.resolveActive('trail'))!;
    await rejected(build('unheard-of'), 'NOTHING_TO_RUN');
    await rejected(build('trail', { version: 'v9' }), 'ALGO_VERSION_NOT_FOUND');
    await rejected(build('trail', { paramsId: 'x' }), 'PARAMS_NOT_FOUND');
    await rejected(build('web', { paramsId: active.params.id }), 'PARAMS_NOT_FOUND');
    await rejected(build('difficulty'), 'VERSION_KEEPS_NO_STATES');
    const without = await openLearners(database.url);
    await rejected(without.projections.build('trail'), 'JOBS_NOT_SET_UP');
    const jobs = (await jobsOf(BUILD)).length;
    await without.registry.activateParams(await createGain(without, 0.95), { reason: 'a test' });
    expect(await without.states.getState(learners[0]!, { algoKey: 'trail' })).toMatchObject({ isFresh: true });
    await without.app.close();
    expect(await jobsOf(BUILD)).toHaveLength(jobs);
  });

  it('are built to the end but for learners at whom the version fails, who are tried once in each job', async () => {
    await done();
    const failing = await newLearner(host.dataSource);
    await host.answers.record(failing, [answer('e1'), answer('boom', { item_id: 'boom' })]);
    const fails = async () => {
      const [row] = await host.dataSource.query<[{ fails: number }]>(
        `SELECT count(*)::int AS fails FROM algo_runs WHERE user_id = $1 AND error_code = 'FOLD_FAILED'`,
        [failing],
      );
      return row.fails;
    };
    const paramsId = await createGain(host, 0.6, 'web');
    const before = await fails();
    const job = await ended(host.jobs, (await host.projections.build('web', { paramsId })).id);
    expect(job).toMatchObject({ status: 'FAILED', errorCode: 'JOB_FAILED' });
    expect(job.errorMessage).toMatch(/^1 learners are not up to date. At the answers of 1 the fold threw/);
    expect(await fails()).toBe(before + 2); // by both sets of parameters
    expect(await host.projections.getProgress('web', { paramsId })).toMatchObject({
      status: 'BUILDING',
      behind: 1,
      failed: 1,
    });
    // One that is READY stays so, and is not complete.
    expect(await ended(host.jobs, (await host.projections.build('web')).id)).toMatchObject({ status: 'FAILED' });
    expect(await host.projections.getProgress('web')).toMatchObject({ status: 'READY', behind: 1, failed: 1 });
    await host.answers.void(failing, 'boom', { reason: 'a test' });
    for (const which of [{}, { paramsId }]) {
      const { id } = await host.projections.build('web', which);
      expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS', result: { status: 'READY' } });
    }
  });

  it('are built to the end but for learners whom the host does not know any more', async () => {
    const [gone] = learners as [string];
    // A host of which engine and learners do not know when a user goes.
    await host.dataSource.query('DROP TRIGGER users_erase_learner ON users');
    await host.dataSource.query('DELETE FROM users WHERE id = $1', [gone]);
    const job = await ended(
      host.jobs,
      (await host.projections.build('trail', { paramsId: await createGain(host, 0.35) })).id,
    );
    expect(job).toMatchObject({ status: 'FAILED', progressDone: LEARNERS });
    expect(job.errorMessage).toMatch(/^1 learners are not up to date. .* 1 are not known to the host/);
  });
});
