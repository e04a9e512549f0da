import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { startScript } from '../support/engine/engine-script.js';
import { type EvidenceHost, openEvidence, previewed } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { learnerNumber } from '../support/engine/answers.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';
import { scaled } from '../support/fault-scale.js';
import { type Spawned } from '../support/processes/spawned.js';

const LEARNERS = scaled(5000, 420);
const KILLS = scaled(20, 1);
const PATIENT_MS = 600_000;
/** For machines that are slow: nothing waits for it. */
const LONG_MS = 1_800_000;
const now = new Date('2026-01-22T12:00:00Z');

describe('previews whose workers are killed, and candidates that misbehave', () => {
  const database = useTestDatabase();
  const workers = new Set<Spawned>();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    await seedPaceVersions(host);
    await makeLearners(0, LEARNERS);
  });
  afterAll(async () => {
    workers.forEach((worker) => worker.signalGroup('SIGKILL'));
    await host?.app.close();
  });

  const start = async (chunkTimeLimitMs = PATIENT_MS): Promise<Spawned> => {
    const worker = startScript('make-previews', database.url, String(chunkTimeLimitMs));
    workers.add(worker);
    await worker.saying(/^up$/m);
    return worker;
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
  /** Each with one answer to the item at which versions misbehave. */
  const makeLearners = async (from: number, count: number): Promise<void> => {
    await host.dataSource.query(
      `WITH made AS (
         INSERT INTO learners (id, revision, last_seq)
         SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 1 FROM generate_series($1::int, $2::int) AS n
         RETURNING id)
       INSERT INTO learner_answers (learner_id, seq, event_id, version, kind, at, item_id, skill_ids, group_ids, correct, graded_by, context, digest)
       SELECT id, 1, 'e1', 1, 'answer', '2026-01-20T10:00:00Z', 'boom', '{}', '{}', true, 'correct', 'practice', sha256(convert_to(id::text, 'UTF8'))
       FROM made`,
      [from, from + count - 1],
    );
  };
  const done = async (id: string) => (await host.jobs.getJob(id)).progressDone;
  const drawn = (id: string) =>
    host.dataSource.query<unknown[]>('SELECT FROM preview_learners WHERE preview_id = $1', [id]);

  it(
    'go on where they were, as of the moment at which they began',
    async () => {
      const asked = { version: 'v5', sample: 'all' as const, now };
      const undisturbed = await madeHere(asked);
      expect(undisturbed.report!.total.learners).toEqual({ all: LEARNERS, sampled: LEARNERS });

      await start();
      const { id } = await host.previews.start('pace', asked);
      await until(async () => (await done(id)) > 0);
      // What comes now is not of that moment: a learner, and an answer of one whose turn it was not.
      await makeLearners(LEARNERS, 1);
      await host.answers.record(learnerNumber(LEARNERS - 1), [
        { event_id: 'late', at: '2026-01-21T10:00:00Z', item_id: 'another', correct: true },
      ]);
      for (let kills = 0; kills < KILLS; kills += 1) {
        await killAll();
        await start();
        const reached = await done(id);
        await until(async () => (await done(id)) > reached || (await host.jobs.getJob(id)).endedAt !== null);
      }
      expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS', progressDone: LEARNERS });
      expect((await host.previews.get('pace', id)).digest).toBe(undisturbed.digest);
      // Those who change most stay, and they alone.
      expect(await drawn(id)).toHaveLength(undisturbed.mostChanged.length);
    },
    LONG_MS,
  );

  it(
    'that are cancelled leave no learner behind',
    async () => {
      const { id } = await host.previews.start('pace', { version: 'v5', sample: 'all' });
      await until(async () => (await done(id)) > 0);
      expect(await host.previews.cancel('pace', id)).toMatchObject({ status: 'CANCELLED' });
      expect(await drawn(id)).toEqual([]);
      expect(await host.previews.get('pace', id)).toMatchObject({ report: null, digest: null, mostChanged: [] });
    },
    LONG_MS,
  );

  it(
    'end when a candidate takes all memory or loops, and others go on',
    async () => {
      const full = await previewed(host, 'pace', { version: 'v4', now });
      expect(full).toMatchObject({
        job: { status: 'FAILED', errorCode: 'OUT_OF_MEMORY', progressDone: 0 },
        report: null,
      });
      const next = await previewed(host, 'pace', { version: 'v2', sample: 20, now });
      expect(next).toMatchObject({ job: { status: 'SUCCESS' } });
      expect(next.report!.total.failures.candidate).toMatchObject([{ code: 'FOLD_FAILED' }]);
      expect(await drawn(full.job.id)).toEqual([]);

      await killAll();
      await start(1000);
      const endless = await previewed(host, 'pace', { version: 'v3', now });
      expect(endless).toMatchObject({
        job: { status: 'FAILED', errorCode: 'TIMED_OUT', progressDone: 0 },
        report: null,
      });
    },
    LONG_MS,
  );

  /** By the process of the test, undisturbed. */
  async function madeHere(asked: Parameters<typeof previewed>[2]) {
    const worker = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    try {
      return await previewed(worker, 'pace', asked);
    } finally {
      // It would make the previews of the other tests, too, and computes in the process of the tests: one takes all memory.
      await worker.app.close();
    }
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
