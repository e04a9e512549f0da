import { type Preview } from 'learning-engine/evidence';
import { openDataSource } from '../../src/database/open-data-source.js';
import { SERVICE_RIGHTS } from '../../src/database/service-rights.js';
import { query } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTwoRoles } from '../support/database/two-roles.js';
import { answersOf } from '../support/engine/answers.js';
import { type EvidenceHost, learnersWith, openEvidence, previewed, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';

const LEARNERS = 120;
const now = new Date('2026-01-22T12:00:00Z');
/** What previews and jobs write to. */
const OWN = ['previews', 'preview_learners', 'job_runs', 'engine_events'];

describe('a preview', () => {
  const database = useEmptyDatabase();
  const { owner, service, urlOf } = useTwoRoles(database);
  let host: EvidenceHost;
  let asked: Parameters<typeof previewed>[2];
  let alone: Preview;
  beforeAll(async () => {
    await (await openDataSource({ url: urlOf(service), ownerUrl: urlOf(owner), migrate: true })).destroy();
    host = await openEvidence(urlOf(owner), { concurrency: 0 });
    await seedPaceVersions(host);
    const logs = Array.from({ length: LEARNERS }, (_, learner) => answersOf(learner, 2 + ((learner * 7) % 60)));
    await learnersWith(host, logs);
    asked = { version: 'v1', paramsId: await setOf(host, 'pace', 'v1', { days: 5, needed: 1 }), sample: 80, now };
    const worker = await openEvidence(urlOf(owner), { concurrency: 1, pollMs: 20 });
    alone = await previewed(worker, 'pace', asked);
    await worker.app.close();
  });
  afterAll(() => host?.app.close());

  it('has the same digest by eight workers, with others at once', async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, () => host.previews.start('pace', asked)));
    const workers = await Promise.all([1, 2].map(() => openEvidence(urlOf(owner), { concurrency: 4, pollMs: 20 })));
    for (const { id } of jobs) {
      expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
      expect((await host.previews.get('pace', id)).digest).toBe(alone.digest);
    }
    await Promise.all(workers.map(({ app }) => app.close()));
  });

  it('is made by a role that may write to no table but those of previews and jobs', async () => {
    const others = Object.keys(SERVICE_RIGHTS).filter((table) => !OWN.includes(table));
    await query(urlOf(owner), `REVOKE INSERT, UPDATE, DELETE ON ${others.join(', ')} FROM ${service}`);
    const [left] = await query(
      urlOf(owner),
      `SELECT count(*)::int AS tables FROM unnest(ARRAY['${others.join("', '")}']) AS t
       WHERE has_any_column_privilege('${service}', t, 'INSERT, UPDATE') OR has_table_privilege('${service}', t, 'DELETE')`,
    );
    expect(left).toEqual({ tables: 0 });
    const worker = await openEvidence(urlOf(service), { concurrency: 1, pollMs: 20 });
    const made = await previewed(worker, 'pace', asked);
    await worker.app.close();
    expect(made.job).toMatchObject({ status: 'SUCCESS', errorMessage: null });
    expect(made.digest).toBe(alone.digest);
    expect(made.report).toEqual(alone.report);
  });
});
