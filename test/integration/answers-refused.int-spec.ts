import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe('a call that refuses invalid answers', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
  });
  afterAll(() => host?.app.close());

  const kept = async (learner: string): Promise<number> => {
    const [row] = await host.dataSource.query<{ kept: number }[]>(
      `SELECT (SELECT count(*) FROM learner_answers WHERE learner_id = $1)::int
            + (SELECT count(*) FROM answer_inbox WHERE learner_id = $1)::int AS kept`,
      [learner],
    );
    return row!.kept;
  };

  it('records none for the sake of one, with a pointer into the list', async () => {
    const learner = await newLearner(host.dataSource);
    const refused = (options: object) =>
      host.answers.record(learner, [answer('e1'), answer('e2', { at: 'yesterday' })], {
        onInvalid: 'refuse',
        ...options,
      });
    const rejection = {
      code: 'INVALID_ANSWER',
      problems: [
        {
          pointer: '/1/at',
          reason: 'must be a UTC time such as 2026-01-21T12:00:00.000Z',
          message: 'answers[1].at must be a UTC time such as 2026-01-21T12:00:00.000Z',
        },
      ],
    };

    await expect(refused({})).rejects.toMatchObject(rejection);
    await expect(host.dataSource.transaction((manager) => refused({ manager }))).rejects.toMatchObject(rejection);
    expect(await kept(learner)).toBe(0);
    await host.answers.record(learner, [answer('e1')], { onInvalid: 'refuse' });
    expect(await kept(learner)).toBe(1);
  });
});
