import { StatementRecorder } from '../support/database/count-statements.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const WRITES = /\b(INSERT INTO|UPDATE|DELETE FROM)\b/;
const CALLERS = 64;

/** As in `statements per operation`: what a call is made of is counted, so that no statement and no commit is added unnoticed. */
describe('statements about learners', () => {
  const database = useTestDatabase();
  const recorder = new StatementRecorder();
  let host: LearnerHost;
  beforeAll(async () => {
    // What is active stays known for as long as the test lasts.
    host = await openLearners(database.url, {}, [], { maxAgeMs: 3_600_000, logger: recorder });
    for (const key of ['mastery', 'revision', 'adaptive']) await host.registry.activateAlgoVersion(key, 'v1');
    await host.answers.record(await newLearner(host.dataSource), [answer('e0')]);
  });
  afterAll(() => host?.app.close());

  let asked = 0;
  const next = (learner: string) => {
    asked += 1;
    const candidates = Array.from({ length: 200 }, (_, index) => ({
      ...{ item_id: `i${index}`, skill_id: `s${index % 20}`, difficulty: index / 100 + asked / 1000 },
    }));
    return host.states.next(learner, { count: 1, candidates });
  };
  const before = new Date('2027-01-01T00:00:00Z');

  it.each<[string, { all: number; writes: number }, (learner: string) => Promise<unknown>]>([
    ['an answer', { all: 2, writes: 1 }, (learner) => host.answers.record(learner, [answer('e2')])],
    ['an answer that was recorded', { all: 1, writes: 0 }, (learner) => host.answers.record(learner, [answer('e1')])],
    ['states', { all: 2, writes: 0 }, (learner) => host.states.getState(learner, { algoKey: 'mastery' })],
    [
      'what is due',
      { all: 2, writes: 0 },
      (learnerId) => host.states.getDue({ algoKey: 'revision', learnerId, before }),
    ],
    ['what comes next, of 200 candidates', { all: 5, writes: 1 }, next],
  ])('%s: %j', async (_what, count, work) => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1')]);
    const { statements } = await recorder.during(() => work(learner));
    expect({ all: statements.length, writes: statements.filter((sent) => WRITES.test(sent)).length }).toEqual(count);
  });

  it('are as many for what comes next of one of whom nothing is known, and fewer for the same request', async () => {
    const learner = await newLearner(host.dataSource);
    const request = { count: 1, candidates: [{ item_id: 'i1' }] };
    const chosen = await recorder.during(() => host.states.next(learner, request));
    const again = await recorder.during(() => host.states.next(learner, request));
    expect([chosen.statements.length, again.statements.length]).toEqual([5, 2]);
    expect(again.result).toEqual(chosen.result);
  });

  it('are those of one group for callers who record at the same time', async () => {
    const learners = await Promise.all(Array.from({ length: CALLERS }, () => newLearner(host.dataSource)));
    const { statements } = await recorder.during(() =>
      Promise.all(learners.map((learner) => host.answers.record(learner, [answer('e1')]))),
    );
    expect(statements).toHaveLength(2);
  });
});
