import { FitLearners } from '../../src/learning-engine/evidence/fits/fit-learners.js';
import { answer, learnerNumber } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence } from '../support/engine/open-evidence.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';

const why = { reason: 'a test' };
const held = () => Promise.resolve();

describe('the learners by whose answers a job fits something', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let learners: FitLearners;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    learners = host.app.get(FitLearners, { strict: false });
    await storeAnswers(
      host.dataSource,
      // More than a statement takes at once.
      Array.from({ length: 1003 }, (_, n) => ({
        id: learnerNumber(n),
        answers: [{ item_id: 'one', correct: true, at: '2026-01-20T12:00:00.000Z', bank_id: 'bank' }],
      })),
    );
  });
  afterAll(() => host?.app.close());

  const newJob = async () => (await host.jobs.enqueue('difficulty.calibrate', {})).id;
  const staged = async (jobId: string) =>
    (
      await host.dataSource.query<{ id: string }[]>('SELECT learner_id AS id FROM fit_learners WHERE job_id = $1', [
        jobId,
      ])
    ).map(({ id }) => id);

  it('are none where the worker has lost the job meanwhile', async () => {
    const jobId = await newJob();
    const lost = () => Promise.reject(new Error('lost'));
    await expect(learners.freeze({ jobId, hold: lost })).rejects.toThrow('lost');
    expect(await staged(jobId)).toEqual([]);
  });

  it('are those of one moment: of the last one, where it is done again', async () => {
    const jobId = await newJob();
    const first = await learners.freeze({ jobId, hold: held });
    expect(first.total).toBe(1003);
    const late = learnerNumber(5000);
    await host.answers.record(late, [answer('e1', { item_id: 'two' })]);
    const again = await learners.freeze({ jobId, hold: held });
    expect([again.total, (await staged(jobId)).includes(late)]).toEqual([1004, true]);
    expect(again.as_of).toBeGreaterThan(first.as_of);
    expect(Math.abs(again.as_of - Date.now())).toBeLessThan(600_000);
  });

  it('have the answers of that moment, whatever is corrected later', async () => {
    const jobId = await newJob();
    await learners.freeze({ jobId, hold: held });
    const learner = learnerNumber(0);
    const corrected = { event_id: 'e1', at: '2026-01-20T12:00:00.000Z', item_id: 'one', correct: true };
    await host.answers.correct(learner, { ...corrected, bank_id: 'another' }, why);
    const [log] = await learners.nextLogs(jobId, null);
    expect([log!.id, log!.entries.map(({ bank_id }) => bank_id)]).toEqual([learner, ['bank']]);
  });

  it('are without those who are erased in the middle', async () => {
    const jobId = await newJob();
    const erased = learnerNumber(7);
    const erasing = host.dataSource.createQueryRunner();
    await erasing.startTransaction();
    await erasing.query('SELECT erase_learner($1)', [erased]);
    const freezing = learners.freeze({ jobId, hold: held });
    while ((await staged(jobId)).length === 0);
    await erasing.commitTransaction();
    await erasing.release();
    const { total } = await freezing;
    const ids = await staged(jobId);
    expect([total, ids.length, ids.includes(erased)]).toEqual([1004, 1003, false]);
  });
});
