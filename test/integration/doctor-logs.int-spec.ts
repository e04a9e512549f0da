import { type Answer } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';
import { diagnose } from '../support/engine/seeded-drifts.js';

describe('the doctor, who folds the logs of learners anew', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  it('finds nothing in answers in any form, corrected, withdrawn or decided about, nor of accounts that are merged', async () => {
    const [one, other] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const rich: Partial<Answer> = {
      ...{ at: '2026-01-21T13:00:00+01:00', score: 0.25, rating: 3, sequence: 3, item_version: '2', option: 'B' },
      ...{ guess: 0.1, duration_ms: 1500, hints: 1, attempt: 2, context: 'exam', group_ids: ['b', 'a', 'b'] },
      ...{ bank_id: 'bank', key_option: 'C', session_id: 's', day_offset_minutes: -60, skill_ids: ['z', 'a'] },
    };
    for (const learner of [one, other]) {
      await host.answers.record(learner, [answer(`rich-${learner}`, rich), answer('rated', { rating: 1 })]);
      await host.answers.record(learner, [answer('clock')], { sentAt: new Date('2026-01-21T12:00:05Z') });
    }
    await host.answers.correct(one, answer('rated', { rating: 4 }), { reason: 'a test' });
    await host.answers.void(one, 'clock', { reason: 'a test' });
    await host.answers.decide(
      one,
      { kind: 'exclude_session', scope: { kind: 'session', id: 's' } },
      { reason: 'a test' },
    );
    await host.answers.decide(other, { kind: 'reset', scope: { kind: 'skill', id: 'a' } }, { reason: 'a test' });
    expect(await diagnose(host)).toEqual([]);
    await host.learners.merge(one, other, { reason: 'a test' });
    expect(await diagnose(host)).toEqual([]);
  });
});
