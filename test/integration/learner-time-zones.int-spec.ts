import { LearnerPageService } from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe('the time zone of a learner', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await host.registry.activateAlgoVersion('revision', 'v1');
  });
  afterAll(() => host?.app.close());

  const pageOf = (learner: string) => host.app.get(LearnerPageService, { strict: false }).getPage(learner);
  const zoneOf = async (learner: string) => (await pageOf(learner)).timeZone;

  it('decides on which days cards are due, until it is none', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1', { day_offset_minutes: 60 })]);
    const dayIn = async (zone: string | null) => {
      await host.learners.setTimeZone(learner, zone);
      const { timeZone, due } = await pageOf(learner);
      expect(timeZone).toBe(zone);
      return Date.parse(due!.days[0]!.date);
    };
    // These clocks are 25 hours apart: it is never the same day in both.
    const [west, east, own] = [await dayIn('Pacific/Niue'), await dayIn('Pacific/Kiritimati'), await dayIn(null)];
    expect(east).toBeGreaterThan(west);
    expect([west, east]).toContain(own);
  });

  it('is that of the person, of one of whom nothing was known, too', async () => {
    const [from, into] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    for (const learner of [from, into]) await host.answers.record(learner, [answer(`e-${learner}`)]);
    await host.learners.merge(from, into, { reason: 'a test' });
    await host.learners.setTimeZone(from, 'Europe/Berlin');
    expect([await zoneOf(from), await zoneOf(into)]).toEqual(['Europe/Berlin', 'Europe/Berlin']);
    const stranger = randomUUID();
    await host.learners.setTimeZone(stranger, 'Asia/Tokyo');
    expect(await zoneOf(stranger)).toBe('Asia/Tokyo');
  });

  it('is one that is known here and in the database, and of one who was not erased', async () => {
    const learner = await newLearner(host.dataSource);
    await host.learners.setTimeZone(learner, 'Europe/Berlin');
    // The database takes the last one for another zone than Node, and does not know the one before.
    for (const zone of ['Europe/Bielefeld', '', '+01:00', 5 as never, 'PNT', 'IST']) {
      await expect(host.learners.setTimeZone(learner, zone)).rejects.toMatchObject({
        ...{ code: 'INVALID_ARGUMENT', argument: 'timeZone' },
      });
    }
    expect(await zoneOf(learner)).toBe('Europe/Berlin');
    await host.learners.erase(learner);
    await expect(host.learners.setTimeZone(learner, 'Europe/Berlin')).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
    const [row] = await host.dataSource.query<object[]>('SELECT time_zone FROM learners WHERE id = $1', [learner]);
    expect(row).toEqual({ time_zone: null });
  });
});
