import { NotTheLastActivationError } from 'learning-engine';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf } from '../support/engine/answers.js';
import { type EvidenceHost, learnersWith, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { drained, ended } from '../support/engine/open-jobs.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';
import { scaled } from '../support/fault-scale.js';

const LEARNERS = scaled(1000, 120);
const reason = 'a test';
const actorUserId = '33333333-3333-4333-8333-333333333333';

describe('a warm activation', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let worker: EvidenceHost;
  let learners: string[];
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    await seedPaceVersions(host);
    learners = await learnersWith(
      host,
      Array.from({ length: LEARNERS }, (_, learner) => answersOf(learner, 3)),
    );
    await host.dataSource.query('INSERT INTO users (id) VALUES ($1)', [actorUserId]);
    worker = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await host.projections.build('pace');
    await drained(host.jobs);
  });
  afterAll(async () => {
    await host?.app.close();
    await worker?.app.close();
  });

  const due = () => host.states.getDue({ algoKey: 'pace', before: new Date('2030-01-01T00:00:00Z') }, { limit: 10 });
  const last = async () => (await host.registry.getHistory('pace'))[0]!;

  it('P7: shows no reader of what is due an incomplete answer, while learners go on', async () => {
    const before = await last();
    expect((await due()).isComplete).toBe(true);
    const paramsId = await setOf(host, 'pace', 'v1', { days: 3, needed: 2 });
    const context = { reason, actorUserId, paramsId, expectedActivationId: before.id };
    const { id } = await host.warmActivations.start('pace', 'v1', context);
    let isOver = false;
    const reading = (async () => {
      const seen = { old: 0, new: 0 };
      while (!isOver || seen.new === 0) {
        const page = await due();
        expect([page.paramsId, page.isComplete]).toEqual([page.paramsId, true]);
        seen[page.paramsId === paramsId ? 'new' : 'old'] += 1;
      }
      return seen;
    })();
    const writing = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const learner = learners[n % LEARNERS]!;
        await host.answers.record(learner, [
          { event_id: `w${n}`, at: '2026-02-01T10:00:00Z', item_id: 'i1', correct: n % 2 > 0 },
        ]);
        if (n < 5) await learnersWith(host, [answersOf(n, 2)]);
      }
    })();
    const job = await ended(host.jobs, id);
    isOver = true;
    await writing;
    const seen = await reading;
    expect(seen.old).toBeGreaterThan(0);
    const entry = await last();
    expect(job).toMatchObject({ status: 'SUCCESS', result: { activation_id: entry.id } });
    expect(entry).toMatchObject({ paramsId, reason, actorUserId });
  });

  it('can be cancelled until it is made, and then changes nothing', async () => {
    const before = await last();
    const paramsId = await setOf(host, 'pace', 'v1', { days: 4, needed: 2 });
    await host.dataSource.transaction(async (manager) => {
      // Nothing takes the job before it is cancelled.
      await manager.query('LOCK TABLE job_runs IN SHARE ROW EXCLUSIVE MODE');
      const done = await host.jobs.enqueueWithin(manager, 'learners.warm-activation', {
        ...{ algo_key: 'pace', version: 'v1', params_id: paramsId },
      }, { reason }); // prettier-ignore
      await manager.query("UPDATE job_runs SET status = 'CANCELLED', ended_at = statement_timestamp() WHERE id = $1", [
        done.id,
      ]);
    });
    await drained(host.jobs);
    expect((await last()).id).toBe(before.id);
  });

  it('is rejected at once for what may not be made active, and ends with that error when it may no longer', async () => {
    const before = await last();
    const paramsId = await setOf(host, 'pace', 'v1', { days: 5, needed: 2 });
    const start = (expectedActivationId: string) =>
      host.warmActivations.start('pace', 'v1', { reason, paramsId, expectedActivationId });
    await expect(start('1')).rejects.toThrow(NotTheLastActivationError);
    expect((await host.jobs.listJobs({ kind: 'learners.warm-activation', status: 'QUEUED' })).jobs).toEqual([]);
    expect((await last()).id).toBe(before.id);

    await worker.app.close();
    const { id } = await start(before.id);
    await host.registry.activateAlgoVersion('pace', 'v1', {
      ...{ reason: 'in between', paramsId: await setOf(host, 'pace', 'v1', { days: 6, needed: 2 }) },
    });
    worker = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'FAILED', errorCode: 'NOT_THE_LAST_ACTIVATION' });
    expect(await last()).toMatchObject({ reason: 'in between' });
    await drained(host.jobs);
  });

  it('is announced in the process that made it', async () => {
    const paramsId = await setOf(host, 'pace', 'v1', { days: 7, needed: 2 });
    const { id } = await host.warmActivations.start('pace', 'v1', { reason, paramsId });
    await ended(host.jobs, id);
    expect((await worker.registry.resolveActive('pace'))!.params.id).toBe(paramsId);
  });
});
