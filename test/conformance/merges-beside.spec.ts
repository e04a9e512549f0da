import { type Answer } from 'learning-engine/learners';
import { setTimeout as sleep } from 'node:timers/promises';
import { LearnerChunks } from '../../src/learning-engine/learners/builder/learner-chunk.js';
import { LiveProjectionsCache } from '../../src/learning-engine/learners/live-projections.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { answerAt, learnerWith, storedStates, WHY } from '../support/engine/merging.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

interface MergeRow {
  learner_id: string;
  undone_at: string | null;
}

describe('learners who are merged beside other changes', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  const query = <Row extends object>(text: string, values: unknown[]) => host.dataSource.query<Row[]>(text, values);
  const stored = (learner: string) => storedStates(host, learner);
  const known = (...answers: Answer[]) => learnerWith(host, ...answers);

  it('stay as people decided when they are merged into another one, whatever their ids are', async () => {
    const [one, other] = [await newLearner(host.dataSource), await newLearner(host.dataSource)].sort() as [
      string,
      string,
    ];
    const third = await known(answerAt('c', 3));
    await host.answers.record(one, [answerAt('e1', 1), answerAt('e2', 1), answerAt('b', 2)]);
    await host.answers.record(other, [answerAt('e1', 4), answerAt('e2', 4)]);
    await host.learners.merge(one, other, WHY);
    await host.answers.void(other, 'e1', WHY);
    await host.answers.correct(other, answerAt('e2', 5), WHY);
    await host.learners.merge(other, third, WHY);
    expect(await stored(third)).toEqual(
      await stored(await known(answerAt('e2', 5), answerAt('b', 2), answerAt('c', 3))),
    );
  });

  it('stay as people decided when another one is merged into the same learner, whatever their ids are', async () => {
    const [late, early] = [await newLearner(host.dataSource), await newLearner(host.dataSource)].sort() as [
      string,
      string,
    ];
    const into = await known(answerAt('c', 3));
    await host.answers.record(late, [answerAt('e1', 1), answerAt('b', 2)]);
    await host.answers.record(early, [answerAt('e1', 4)]);
    await host.learners.merge(early, into, WHY);
    await host.answers.void(into, 'e1', WHY);
    expect(await host.learners.merge(late, into, WHY)).toMatchObject({ conflicts: 1, conflictingEventIds: ['e1'] });
    expect(await stored(into)).toEqual(await stored(await known(answerAt('b', 2), answerAt('c', 3))));
  });

  it('are left alone by a builder who found them before they were merged', async () => {
    const [from, into] = [await known(answerAt('a', 1)), await known(answerAt('b', 2))];
    const projections = await host.app.get(LiveProjectionsCache, { strict: false }).current();
    await host.learners.merge(from, into, WHY);
    const chunks = host.app.get(LearnerChunks, { strict: false });
    await query('DELETE FROM learner_states WHERE learner_id = $1', [into]);
    await query('DELETE FROM learner_positions WHERE learner_id = $1', [into]);
    const chunk = await chunks.fold([from, into], projections, AbortSignal.timeout(60_000));
    expect(await chunks.write(host.dataSource.manager, chunk)).toEqual({ written: 1, unknown: 0 });
    expect(await stored(from)).toEqual([]);
    expect(await stored(into)).toEqual(await stored(await known(answerAt('a', 1), answerAt('b', 2))));
  });

  it('are written once another writer lets go of one of their accounts', async () => {
    const [from, into] = [await known(answerAt('a', 1)), await known(answerAt('b', 2))];
    await host.learners.merge(from, into, WHY);
    const holder = host.dataSource.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT FROM learners WHERE id = $1 FOR NO KEY UPDATE', [from]);
      const sent = host.answers.correct(into, answerAt('a', 4), WHY);
      const isOver = sent.then(
        () => true,
        () => true,
      );
      const isWaiting = async () => {
        await sleep(5);
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return (await query(waiting, [])).length > 0;
      };
      for (let goesOn = true; goesOn;) goesOn = !(await Promise.race([isOver, isWaiting()]));
      await holder.rollbackTransaction();
      expect((await sent).results.map(({ outcome }) => outcome)).toEqual(['corrected']);
    } finally {
      await holder.release();
    }
    expect(await stored(into)).toEqual(await stored(await known(answerAt('a', 4), answerAt('b', 2))));
  });

  it('are handed out with each merge that names one of their accounts, once, also one that was undone', async () => {
    const [person, account, stranger] = [
      await known(answerAt('a', 1)),
      await known(answerAt('b', 2)),
      await known(answerAt('c', 3)),
    ];
    for (const from of [stranger, account]) {
      await host.learners.merge(from, person, WHY);
      await host.learners.unmerge(from, WHY);
    }
    await host.learners.merge(account, person, WHY);
    const mergesOf = async (id: string) => {
      let text = '';
      for await (const lines of await host.learners.export(id)) text += lines;
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { table?: string; row: MergeRow });
      return lines
        .filter(({ table }) => table === 'learner_merges')
        .map(({ row }) => `${row.learner_id} ${row.undone_at === null ? 'open' : 'undone'}`)
        .sort();
    };
    const own = [`${account} open`, `${account} undone`, `${stranger} undone`].sort();
    expect(await mergesOf(person)).toEqual(own);
    expect(await mergesOf(account)).toEqual(own);
    expect(await mergesOf(stranger)).toEqual([`${stranger} undone`]);
  });
});
