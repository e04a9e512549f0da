import { migrationOptions } from '../../src/database/data-source-options.js';
import { FitReportsService } from 'learning-engine/evidence';
import { MigratingDataSource } from 'learning-engine/persistence';
import { setTimeout as sleep } from 'node:timers/promises';
import { learnerNumber } from '../support/engine/answers.js';
import { startScript } from '../support/engine/engine-script.js';
import { type EvidenceHost, openEvidence } from '../support/engine/open-evidence.js';
import { useRestartableServer } from '../support/database/restartable-server.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { scaled } from '../support/fault-scale.js';
import { answeringLearners, dayOf } from '../support/models/answering-learners.js';
import { type Spawned } from '../support/processes/spawned.js';

const LEARNERS = scaled(2000, 420);
const ANSWERS = 10;
const LONG_MS = 1_800_000;

describe('fits while the database is restarted', () => {
  const server = useRestartableServer();
  let host: EvidenceHost;
  let worker: Spawned;
  beforeAll(async () => {
    const dataSource = await new MigratingDataSource(migrationOptions(server.url())).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    host = await openEvidence(server.url(), { concurrency: 0 });
    const logs = answeringLearners({ seed: 3, learners: LEARNERS, answers: ANSWERS });
    await storeAnswers(host.dataSource, logs.map(([, answers], n) => ({ id: learnerNumber(n), answers: answers.map(({ item_id, correct, at, skills }) => ({ item_id: item_id!, correct, at, skill_ids: skills.map(({ skill_id }) => skill_id) })) }))); // prettier-ignore
    worker = startScript('make-previews', server.url(), String(LONG_MS));
    await worker.saying(/^up$/m);
  }, LONG_MS);
  afterAll(async () => {
    worker?.signalGroup('SIGKILL');
    await host?.app.close();
  });

  const judge_from = new Date(dayOf(ANSWERS / 2)).toISOString();
  const start = async () => (await host.jobs.enqueue('fit.mastery', { version: 'v2', judge_from })).id;
  /** A question that meets the restart is asked again: nothing but that is to be shown here. */
  const jobOf = async (id: string) => {
    for (;;) {
      try {
        return await host.jobs.getJob(id);
      } catch {
        await sleep(100);
      }
    }
  };
  const until = async (id: string, holds: (job: Awaited<ReturnType<typeof jobOf>>) => boolean) => {
    for (;;) {
      const job = await jobOf(id);
      if (job.endedAt !== null || holds(job)) return job;
      await sleep(20);
    }
  };
  const found = async (id: string) => {
    expect(await until(id, () => false)).toMatchObject({ status: 'SUCCESS' });
    const { look, outcome, report } = await host.app.get(FitReportsService, { strict: false }).get(id);
    return { look, outcome, report: { ...report, alpha: null, as_of: null, reason: null } };
  };

  it(
    'end with the same evidence, as one look each, wherever it was',
    async () => {
      const undisturbed = await found(await start());
      expect(undisturbed.look).toBe(1);
      const moments = [
        (done: number) => done > 0 && done < LEARNERS,
        // While the process computes.
        (done: number) => done === LEARNERS,
      ];
      for (const [n, isReached] of moments.entries()) {
        const id = await start();
        await until(id, ({ progressDone }) => isReached(progressDone));
        await server.restart(n === 0 ? 'immediate' : 'fast');
        expect(await found(id)).toEqual({ ...undisturbed, look: n + 2 });
      }
      expect(await host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
    },
    LONG_MS,
  );
});
