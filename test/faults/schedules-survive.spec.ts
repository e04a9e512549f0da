import { JobSchedulesService } from 'learning-engine/jobs';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { CountOnJob, expectCounted, makeCounts } from '../support/engine/count-job.js';
import { useJobWorkers } from '../support/engine/job-workers.js';
import { MisbehavingJob } from '../support/engine/misbehaving-job.js';
import { drained, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { scaled } from '../support/fault-scale.js';

const SCHEDULES = 4;
const ROUNDS = scaled(40, 4);
const MINUTES = 8;

/** Whether each minute from the first occurrence to the last has one job, and the first is the one that was due when its schedule was set. */
const GAPS = `
  SELECT schedule_id AS id, count(*)::int AS jobs,
    count(DISTINCT scheduled_for) = count(*) AND count(*) >= ${MINUTES}
      AND max(scheduled_for) - min(scheduled_for) = (count(*) - 1) * interval '1 minute'
      AND min(scheduled_for) BETWEEN min(schedule.created_at) - ${MINUTES} * interval '1 minute'
        AND min(schedule.created_at) - ${MINUTES - 1} * interval '1 minute' AS "isWhole"
  FROM job_runs JOIN job_schedules AS schedule ON schedule.id = schedule_id GROUP BY schedule_id`;

describe('J1, J3: schedules whose workers are killed and restarted', () => {
  const database = useTestDatabase();
  const workers = useJobWorkers(database);
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountOnJob, MisbehavingJob], { concurrency: 0 });
    await makeCounts(host.dataSource);
  });
  afterAll(() => host?.app.close());

  it(
    'have one job for each occurrence, which is done once',
    async () => {
      const schedules = host.app.get(JobSchedulesService, { strict: false });
      const each = { kind: 'test.count-on', args: { chunks: 3 }, cron: '* * * * *', timeZone: 'Australia/Lord_Howe' };
      for (let round = 0; round < ROUNDS; round += 1) {
        for (let n = 0; n < SCHEDULES; n += 1) {
          await schedules.set(`every-minute-${round}-${n}`, each);
          // As if it had been set some minutes ago, while no worker was up.
          await host.dataSource.query(
            "UPDATE job_schedules SET next_at = next_at - $2::int * interval '1 minute' WHERE id = $1",
            [`every-minute-${round}-${n}`, MINUTES],
          );
        }
        const [killed, other] = await Promise.all([workers.start(), workers.start()]);
        await sleep(Math.random() * 600);
        await workers.kill(killed);
        other.signal('SIGTERM');
        await other.saying(/^stopped$/m);
      }
      const last = await workers.start(1, 4);
      await until(async () => {
        const [row] = await host.dataSource.query<{ due: number }[]>(
          'SELECT count(*)::int AS due FROM job_schedules WHERE next_at <= clock_timestamp()',
        );
        return row!.due === 0;
      });
      for (const { id } of (await schedules.list({ limit: 200 })).schedules) {
        await schedules.set(id, { ...each, enabled: false });
      }
      await drained(host.jobs);
      await workers.kill(last);

      const found = await host.dataSource.query<{ id: string; jobs: number }[]>(GAPS);
      expect(found).toHaveLength(ROUNDS * SCHEDULES);
      for (const row of found) expect(row).toEqual({ ...row, isWhole: true });
      const { jobs } = await host.jobs.listJobs({}, { limit: 200 });
      for (const { id } of jobs) await expectCounted(host, id, 3);
    },
    scaled(3_600_000, 300_000),
  );
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
