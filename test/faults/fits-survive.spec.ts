import { FitReportsService, MistakeAnalysesService } from 'learning-engine/evidence';
import { setTimeout as sleep } from 'node:timers/promises';
import { learnerNumber } from '../support/engine/answers.js';
import { startScript } from '../support/engine/engine-script.js';
import { type EvidenceHost, openEvidence } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { scaled } from '../support/fault-scale.js';
import { simulatedBank } from '../support/models/calibrated-bank.js';
import { type Spawned } from '../support/processes/spawned.js';

const LEARNERS = scaled(4000, 450);
const ITEMS = 10;
const [WORKERS, KILLS] = [scaled(8, 2), scaled(12, 1)];
const CHUNK_MS = 600_000;
/** For machines that are slow: nothing waits for it. */
const LONG_MS = 1_800_000;

describe('fits whose workers are killed', () => {
  const database = useTestDatabase();
  const workers = new Set<Spawned>();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    const { learners } = simulatedBank({ seed: 7, learners: LEARNERS, items: ITEMS });
    const logs = learners.map(({ answers }, n) => ({
      id: learnerNumber(n),
      answers: answers.map((given) => ({
        ...{ ...given, at: given.at!, bank_id: 'bank', option: given.correct ? 'b' : 'a', option_count: 3 },
      })),
    }));
    await storeAnswers(host.dataSource, logs);
  }, LONG_MS);
  afterAll(async () => {
    workers.forEach((worker) => worker.signalGroup('SIGKILL'));
    await host?.app.close();
  });

  const start = async (): Promise<void> => {
    const worker = startScript('make-previews', database.url, String(CHUNK_MS));
    workers.add(worker);
    await worker.saying(/^up$/m);
  };
  /** Its jobs are free for others at once: no lease has to run out. */
  const killAll = async (): Promise<void> => {
    for (const worker of workers) {
      worker.signal('SIGKILL');
      await worker.end();
    }
    workers.clear();
    await host.dataSource.query(
      "UPDATE job_runs SET lease_expires_at = clock_timestamp() - interval '1 second' WHERE status = 'RUNNING'",
    );
  };
  const madeOf = async (id: string) => {
    const { status, result } = await ended(host.jobs, id);
    return { status, made: { ...result, as_of: null } };
  };
  const rows = (table: string) => host.dataSource.query<unknown[]>(`SELECT FROM ${table}`);

  it(
    'come to the same end, to the last byte, by one worker and by several, wherever they were killed',
    async () => {
      await start();
      const { id } = await host.jobs.enqueue('difficulty.calibrate', {});
      const undisturbed = await madeOf(id);
      expect(undisturbed).toMatchObject({ status: 'SUCCESS', made: { outcome: 'CALIBRATED' } });
      const [before] = await host.dataSource.query<object[]>('SELECT count(*) FROM item_calibrations');

      for (let n = 1; n < WORKERS; n += 1) await start();
      const again = await host.jobs.enqueue('difficulty.calibrate', {});
      let reached = 0;
      for (let kills = 0; kills < KILLS; kills += 1) {
        await until(async () => {
          const { progressDone, endedAt } = await host.jobs.getJob(again.id);
          return progressDone > reached || endedAt !== null;
        });
        await killAll();
        reached = (await host.jobs.getJob(again.id)).progressDone;
        await start();
      }
      // In the middle of the estimation, too.
      await until(async () => (await host.jobs.getJob(again.id)).progressDone === LEARNERS);
      await killAll();
      await start();

      // A calibration of the same content is the same one.
      expect(await madeOf(again.id)).toEqual(undisturbed);
      expect(await host.dataSource.query('SELECT count(*) FROM item_calibrations')).toEqual([before]);
      expect([await rows('fit_learners'), await rows('set_adoptions')]).toEqual([[], []]);
    },
    LONG_MS,
  );

  it(
    'find the same parameters with the same evidence, and look once each',
    async () => {
      const judge_from = new Date(Date.UTC(2026, 0, 21, 12, LEARNERS / 2)).toISOString();
      const fit = () => host.jobs.enqueue('fit.mastery', { version: 'v2', judge_from });
      const reports = host.app.get(FitReportsService, { strict: false });
      const found = async (id: string) => {
        expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
        const { look, report } = await reports.get(id);
        return { look, report: { ...report, alpha: null, as_of: null, reason: null } };
      };
      const first = await fit();
      const undisturbed = await found(first.id);
      expect(undisturbed).toMatchObject({ look: 1, report: { evaluation: { judged: expect.any(Number) as number } } });

      const { id } = await fit();
      await until(async () => (await host.jobs.getJob(id)).progressDone > 0);
      await killAll();
      await start();
      await until(async () => (await host.jobs.getJob(id)).progressDone === LEARNERS);
      await killAll();
      await start();
      expect(await found(id)).toEqual({ ...undisturbed, look: 2 });
      expect(await rows('fit_learners')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'find the same mistakes, to the last byte',
    async () => {
      const analyses = host.app.get(MistakeAnalysesService, { strict: false });
      const before = new Date(Date.UTC(2026, 0, 28)).toISOString();
      const analyse = () => host.jobs.enqueue('mistakes.analyse', { bank_id: 'bank', version: 'v2', before });
      const found = async (id: string) => {
        expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
        const { outcome, learners, digest, result } = await analyses.get(id);
        return { outcome, learners, digest, result };
      };
      const first = await analyse();
      const undisturbed = await found(first.id);
      expect(undisturbed).toMatchObject({ outcome: 'ANALYSED', learners: LEARNERS });

      const { id } = await analyse();
      await until(async () => (await host.jobs.getJob(id)).progressDone > 0);
      await killAll();
      for (let n = 0; n < WORKERS; n += 1) await start();
      await until(async () => (await host.jobs.getJob(id)).progressDone === LEARNERS);
      await killAll();
      await start();
      expect(await found(id)).toEqual(undisturbed);
      expect(await rows('fit_learners')).toEqual([]);
    },
    LONG_MS,
  );
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
