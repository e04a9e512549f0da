import { randomUUID } from 'node:crypto';
import { until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
const WHY = { reason: 'a test' };
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
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1')]);
    const eraser = host.dataSource.createQueryRunner();
    await eraser.startTransaction();
    await eraser.query('SELECT erase_learner($1)', [learner]);
    let isAnswered = false;
    const asked = host.states
      .next(learner, request())
      .catch(() => undefined)
      .finally(() => (isAnswered = true));
    await until(async () => isAnswered || (await host.dataSource.query<unknown[]>(WAITING)).length > 0);
    await eraser.commitTransaction();
    await eraser.release();
    await asked;
    expect(await selections(learner)).toEqual([]);
  });

  const dueOf = async (learnerId: string) => {
    const { due } = await host.states.getDue({ algoKey: 'trail', learnerId, before: new Date('2027-01-01T00:00:00Z') });
    return due.map(({ scope_id }) => scope_id).sort();
  };

  it('has no skill and no item that people keep from what comes next and from what is due, until that is lifted or expires', async () => {
    const learner = await newLearner(host.dataSource);
    await seedFoldingVersions(host);
    await host.registry.activateAlgoVersion('revision', 'v1');
    const answers = Array.from({ length: 9 }, (_, index) =>
      answer(`e${index}`, { item_id: `i${index % 4}`, skill_ids: [`s${index % 6}`] }),
    );
    await host.answers.record(learner, answers);
    const { id } = await host.answers.decide(learner, { kind: 'suspend', scope: { kind: 'skill', id: 's1' } }, WHY);
    await host.answers.decide(learner, { kind: 'exempt', scope: { kind: 'item', id: 'i3' } }, WHY);
    const expiresAt = new Date(Date.now() + 3_600_000);
    await host.answers.decide(learner, { kind: 'suspend', scope: { kind: 'skill', id: 's4' }, expiresAt }, WHY);

    const items = async () => {
      const candidates = [0, 1, 2, 3, 4, 5].map((index) => ({ item_id: `i${index}`, skill_id: `s${index}` }));
      return (await host.states.next(learner, { count: 6, candidates })).items.map(({ item_id }) => item_id).sort();
    };
    expect(await dueOf(learner)).toEqual(['s0', 's2', 's3', 's5']);
    const { due } = await host.states.getDue({ algoKey: 'trail', before: new Date('2027-01-01') }, { limit: 200 });
    expect(due.filter((one) => one.learner_id === learner)).toHaveLength(4);
    expect(await items()).toEqual(['i0', 'i2', 'i5']);
    const before = new Date('2027-01-01T00:00:00Z');
    const cards = async () =>
      (await host.states.getDue({ algoKey: 'revision', learnerId: learner, before })).due
        .map(({ scope_id }) => scope_id)
        .sort();
    // i1 and i3 were asked for s1, i0 for s4.
    expect(await cards()).toEqual(['i2']);

    await host.answers.void(learner, id, WHY);
    expect(await dueOf(learner)).toEqual(['s0', 's1', 's2', 's3', 's5']);
    expect(await items()).toEqual(['i0', 'i1', 'i2', 'i5']);
    // As after an hour: nothing is written when a decision expires.
    await host.dataSource.query('ALTER TABLE learner_answers DISABLE TRIGGER learner_answers_append_only');
    await host.dataSource.query('UPDATE learner_answers SET expires_at = now() WHERE expires_at = $1', [expiresAt]);
    await host.dataSource.query('ALTER TABLE learner_answers ENABLE TRIGGER learner_answers_append_only');
    expect(await dueOf(learner)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5']);
  });
});
