import { ImportsService } from 'learning-engine/learners';
import { FORMS_OF_ANSWERS, useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { importedRows } from '../support/engine/imported-rows.js';
import { ended } from '../support/engine/open-jobs.js';
import { type BuilderHost, newLearner, openBuilder } from '../support/engine/open-learners.js';

describe.each(FORMS_OF_ANSWERS)('an import that withdraws answers, %s', (form) => {
  const database = useTestDatabase(form);
  let host: BuilderHost;
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 2, pollMs: 20, sweepSeconds: 0.1, stopMs: 200 });
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  async function imported(source: string, rows: Parameters<typeof importedRows>[0]) {
    const imports = host.app.get(ImportsService, { strict: false });
    const { id } = await imports.begin(source);
    await imports.take(id, importedRows(rows), 0);
    const job = await ended(host.jobs, (await imports.end(id)).id);
    expect(job).toMatchObject({ status: 'SUCCESS', errorMessage: null });
    return job.result;
  }
  const statesOf = async (learner: string) => {
    const all = await Promise.all(['trail', 'web'].map((algoKey) => host.states.getState(learner, { algoKey })));
    return all.map(({ states, isFresh }) => ({ isFresh, states }));
  };
  const answers = Array.from({ length: 30 }, (_, index) =>
    answer(`e${index}`, {
      at: new Date(Date.UTC(2026, 0, 1 + ((index * 7) % 20), index)).toISOString(),
      skill_ids: [`s${index % 3}`],
      correct: index % 4 > 0,
    }),
  );

  it('leaves states as if they had never come, and withdraws each once', async () => {
    const [learner, witness] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const rows = answers.map((one) => ({ learner, answer: one }));
    await imported('lrs', rows);
    await imported('another', [{ learner: witness, answer: answer('e3') }]); // the same id, of another system
    await statesOf(learner);
    const gone = ['e3', 'e29'];
    await host.answers.void(witness, 'e3', { reason: 'a test' });
    const voiding = gone.map((voids) => ({ learner: '', voids, reason: 'not known' }));
    const counts = { rows: 2, recorded: 0, invalid: 0, erased: 0 };
    expect(await imported('lrs', voiding)).toMatchObject({ ...counts, voided: 2, duplicate: 0 });
    await host.answers.record(
      witness,
      answers.filter(({ event_id }) => !gone.includes(event_id)),
    );
    expect(await statesOf(learner)).toEqual(await statesOf(witness));
    expect(await imported('lrs', voiding)).toMatchObject({ ...counts, voided: 0, duplicate: 2 });
  });
});
