import { ImportsService } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { importedRows } from '../support/engine/imported-rows.js';
import { ended } from '../support/engine/open-jobs.js';
import { type BuilderHost, openBuilder } from '../support/engine/open-learners.js';

describe('what an import says of its lines', () => {
  const database = useTestDatabase();
  let host: BuilderHost;
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 1, pollMs: 20 });
  });
  afterAll(() => host?.app.close());

  it('is kept for 90 days, until another one begins; the report of its job stays', async () => {
    const imports = host.app.get(ImportsService, { strict: false });
    const { id } = await imports.begin('school');
    await imports.take(id, importedRows([{ learner: 'pupil', answer: answer('e 1') }]), 0);
    const waiting = await imports.begin('waiting');
    const job = await imports.end(id);
    const { result } = await ended(host.jobs, job.id);
    const aged = async (days: number) => {
      const text = "UPDATE answer_imports SET touched_at = now() - $1 * interval '1 day' WHERE job_id IS NOT NULL";
      await host.dataSource.query(text, [days]);
      expect((await imports.begin('waiting')).id).toBe(waiting.id);
      return imports.rejects(id);
    };

    expect(await aged(89)).toMatchObject([{ line: 1, outcome: 'invalid' }]);
    await expect(aged(91)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    expect(await host.dataSource.query('SELECT FROM import_rejects')).toEqual([]);
    expect((await host.jobs.getJob(job.id)).result).toEqual(result);
  });
});
