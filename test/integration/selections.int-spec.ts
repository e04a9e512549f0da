import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const request = (count = 1) => ({ count, candidates: [{ item_id: 'i1' }, { item_id: 'i2' }, { item_id: 'i3' }] });

describe('a selection', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await host.registry.activateAlgoVersion('adaptive', 'v1');
  });
  afterAll(() => host?.app.close());

  const selections = (learner: string) =>
    host.dataSource.query<unknown[]>('SELECT * FROM selections WHERE learner_id = $1', [learner]);

  it('is what answers may name, and nothing else', async () => {
    const [learner, other] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const { id } = await host.states.next(learner, request());
    const given = [
      answer('e1', { selection_id: id.toUpperCase() }),
      answer('e2', { selection_id: randomUUID() }),
      answer('e3'),
    ];
    const { results } = await host.answers.record(learner, given);
    expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'invalid', 'recorded']);
    expect(results[1]!.problems).toEqual([
      {
        ...{ pointer: '/selection_id', reason: 'must be the id of a selection of this learner' },
        message: 'answer.selection_id must be the id of a selection of this learner',
      },
    ]);
    await host.dataSource.transaction(async (manager) => {
      const handed = await host.answers.record(other, [answer('e1', { selection_id: id }), answer('e2')], { manager });
      expect(handed.results.map(({ outcome }) => outcome)).toEqual(['invalid', 'accepted']);
    });
    await expect(
      host.answers.correct(learner, answer('e3', { selection_id: randomUUID() }), { reason: 'a test' }),
    ).rejects.toMatchObject({ code: 'INVALID_ANSWER', problems: [{ pointer: '/selection_id' }] });
  });

  it('stays as it was chosen, and goes when the learner is erased', async () => {
    const learner = await newLearner(host.dataSource);
    await host.states.next(learner, request());
    for (const statement of ["UPDATE selections SET items = '[]'", 'DELETE FROM selections', 'TRUNCATE selections']) {
      await expect(host.dataSource.query(statement)).rejects.toThrow(/refused/);
    }
    await host.learners.erase(learner);
    expect(await selections(learner)).toEqual([]);
    await expect(host.states.next(learner, request())).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
  });

  it('and erasing at the same time leave no selection behind', async () => {
    for (let round = 0; round < 5; round++) {
      const learner = await newLearner(host.dataSource);
      await host.answers.record(learner, [answer('e1')]);
      const asked = Promise.allSettled([1, 2, 3].map((count) => host.states.next(learner, request(count))));
      await host.learners.erase(learner);
      await asked;
      expect(await selections(learner)).toEqual([]);
    }
  });
});
