import { type Answer } from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { FORMS_OF_ANSWERS, useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { answerAt, learnerWith, minute, storedStates, WHY } from '../support/engine/merging.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe.each(FORMS_OF_ANSWERS)('learners who are merged, answers %s', (form) => {
  const database = useTestDatabase(form);
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  const query = <Row extends object>(text: string, values: unknown[]) => host.dataSource.query<Row[]>(text, values);
  const stored = (learner: string) => storedStates(host, learner);
  const logOf = async (learner: string) =>
    (
      await query<{ event_id: string }>('SELECT event_id FROM learner_answers WHERE learner_id = $1 ORDER BY seq', [
        learner,
      ])
    ).map(({ event_id }) => event_id);
  const known = (...answers: Answer[]) => learnerWith(host, ...answers);
  const refusal = (code: string) => expect.objectContaining({ code }) as Error;

  it('are one person: their states are made of both logs, whichever of them is asked', async () => {
    const [from, into] = [
      await known(answerAt('a1', 1), answerAt('a2', 4)),
      await known(answerAt('b1', 2), answerAt('b2', 5)),
    ];
    const before = await stored(into);
    const made = await host.learners.merge(from, into, WHY);
    expect(made).toMatchObject({ learnerId: from, intoId: into, duplicates: 0, conflicts: 0, undoneAt: null, ...WHY });

    const both = await known(answerAt('a1', 1), answerAt('b1', 2), answerAt('a2', 4), answerAt('b2', 5));
    expect(await stored(into)).toEqual(await stored(both));
    expect(await stored(into)).not.toEqual(before);
    expect(await stored(from)).toEqual([]);
    for (const asked of [from, into]) {
      const states = await host.states.getState(asked, { algoKey: 'trail' });
      expect(states).toMatchObject({ learnerId: into, isFresh: true });
      expect(states.states.map(({ scope_id, answers }) => [scope_id, answers])).toEqual([
        ['s1', 2],
        ['s2', 2],
      ]);
      const due = await host.states.getDue({ algoKey: 'trail', before: minute(5000), learnerId: asked });
      expect(due.due.map(({ learner_id }) => learner_id)).toEqual([into, into]);
    }
    const all = await host.states.getDue({ algoKey: 'trail', before: minute(5000) }, { limit: 200 });
    expect(all.isComplete).toBe(true);
    expect(all.due.filter(({ learner_id }) => learner_id === from)).toEqual([]);
    expect(await host.learners.listMerges(into)).toEqual(await host.learners.listMerges(from));
  });

  it('keep what comes with the account that it was sent for, and count it once', async () => {
    const [from, into] = [await known(answerAt('a1', 1)), await known(answerAt('b1', 2))];
    await host.learners.merge(from, into, WHY);

    const recorded = await host.answers.record(from, [answerAt('a2', 3), answerAt('b1', 2), answerAt('b1', 7)]);
    expect(recorded.results.map(({ outcome }) => outcome)).toEqual(['recorded', 'duplicate', 'conflict']);
    await host.answers.record(into, [answerAt('b2', 4), answerAt('a1', 1)]);
    await host.answers.correct(into, answerAt('a1', 1, { correct: false }), WHY);
    await host.answers.decide(from, { kind: 'suspend', scope: { kind: 'skill', id: 's1' } }, WHY);
    await host.dataSource.transaction((manager) => host.answers.record(from, [answerAt('a3', 8)], { manager }));
    const asked = await host.states.getState(into, { algoKey: 'trail' });
    expect(asked.isFresh).toBe(true);

    const [, , , decision] = await logOf(from);
    expect(await logOf(from)).toEqual(['a1', 'a2', 'a1', decision, 'a3']);
    expect(await logOf(into)).toEqual(['b1', 'b2']);
    const one = await known(
      ...[
        answerAt('a1', 1, { correct: false }),
        answerAt('b1', 2),
        answerAt('a2', 3),
        answerAt('b2', 4),
        answerAt('a3', 8),
      ],
    );
    expect(await stored(into)).toEqual(await stored(one));
    const due = await host.states.getDue({ algoKey: 'trail', before: minute(5000), learnerId: into });
    expect(due.due.map(({ scope_id }) => scope_id)).not.toContain('s1');
  });

  it('say of an event that both have whether it is the same, and keep both', async () => {
    const [from, into] = [
      await known(answerAt('same', 1), answerAt('other', 2), answerAt('a', 3)),
      await known(answerAt('same', 1), answerAt('other', 5)),
    ];
    const made = await host.learners.merge(from, into, WHY);
    expect(made).toMatchObject({ duplicates: 1, conflicts: 1, conflictingEventIds: ['other'] });
    expect(await stored(into)).toEqual(
      await stored(await known(answerAt('same', 1), answerAt('other', 5), answerAt('a', 3))),
    );
    expect(await logOf(from)).toEqual(['same', 'other', 'a']);
  });

  it('are apart again when it is undone, each with what came for them', async () => {
    const [from, into] = [await known(answerAt('a1', 1)), await known(answerAt('b1', 2))];
    await host.learners.merge(from, into, WHY);
    await host.answers.record(from, [answerAt('a2', 3)]);
    await host.answers.record(into, [answerAt('b2', 4)]);

    const actorUserId = randomUUID();
    const undone = await host.learners.unmerge(from, { reason: 'not the same', actorUserId, intoId: into });
    expect(undone).toMatchObject({ undoneReason: 'not the same', undoneByUserId: actorUserId });
    expect(undone.undoneAt).toBeInstanceOf(Date);
    expect(await stored(from)).toEqual(await stored(await known(answerAt('a1', 1), answerAt('a2', 3))));
    expect(await stored(into)).toEqual(await stored(await known(answerAt('b1', 2), answerAt('b2', 4))));
    expect(await host.states.getState(from, { algoKey: 'trail' })).toMatchObject({ learnerId: from, isFresh: true });
    await expect(host.learners.unmerge(from, WHY)).rejects.toEqual(refusal('LEARNER_NOT_MERGED'));
  });

  it('are rejected where it cannot be meant', async () => {
    const [one, other, third] = [
      await known(answerAt('a', 1)),
      await known(answerAt('b', 1)),
      await known(answerAt('c', 1)),
    ];
    const stranger = await newLearner(host.dataSource);
    const gone = await known(answerAt('d', 1));
    await host.learners.erase(gone);
    const merge = (from: string, into: string) => host.learners.merge(from, into, WHY);

    await expect(merge(one, one)).rejects.toEqual(refusal('INVALID_ARGUMENT'));
    await expect(merge(one, 'x')).rejects.toEqual(refusal('INVALID_ARGUMENT'));
    await expect(host.learners.merge(one, other, { reason: '' })).rejects.toEqual(refusal('INVALID_ARGUMENT'));
    await expect(merge(stranger, one)).rejects.toEqual(refusal('LEARNER_NOT_FOUND'));
    await expect(merge(one, stranger)).rejects.toEqual(refusal('LEARNER_NOT_FOUND'));
    await expect(merge(gone, one)).rejects.toEqual(refusal('LEARNER_ERASED'));
    await expect(merge(one, gone)).rejects.toEqual(refusal('LEARNER_ERASED'));
    await expect(host.learners.unmerge(gone, WHY)).rejects.toEqual(refusal('LEARNER_ERASED'));
    await merge(one, other);
    await expect(merge(one, other)).rejects.toEqual(refusal('LEARNER_MERGED'));
    await expect(merge(other, one)).rejects.toEqual(refusal('LEARNER_MERGED'));
    await expect(merge(third, one)).rejects.toEqual(refusal('LEARNER_MERGED'));
    await expect(host.learners.unmerge(one, { ...WHY, intoId: third })).rejects.toEqual(refusal('LEARNER_NOT_MERGED'));
    expect(await host.states.getState(one, { algoKey: 'trail' })).toMatchObject({ learnerId: other });
    await expect(query('UPDATE learner_merges SET reason = $1', ['another one'])).rejects.toThrow(/refused/);
  });

  it('come to one end when they are merged at once, in both directions and beside answers', async () => {
    const [one, other] = [await known(answerAt('a', 1)), await known(answerAt('b', 2))];
    const beside = Array.from({ length: 20 }, (_, n) => ({ id: n % 2 ? one : other, event: `e${n}`, n }));
    const [merges] = await Promise.all([
      Promise.allSettled([host.learners.merge(one, other, WHY), host.learners.merge(other, one, WHY)]),
      ...beside.map(({ id, event, n }) => host.answers.record(id, [answerAt(event, 3 + n)])),
    ]);
    expect(merges.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { learnerId: person } = await host.states.getState(one, { algoKey: 'trail' });
    const all = [answerAt('a', 1), answerAt('b', 2), ...beside.map(({ event, n }) => answerAt(event, 3 + n))];
    expect(await stored(person)).toEqual(await stored(await known(...all)));
    const entries = await query<{ n: number }>(
      'SELECT count(*)::int AS n FROM learner_answers WHERE learner_id = ANY ($1)',
      [[one, other]],
    );
    expect(entries).toEqual([{ n: all.length }]);
  });

  it('are erased with each other, whichever of them is, and those who are apart again are not', async () => {
    const [one, other, apart] = [
      await known(answerAt('a', 1)),
      await known(answerAt('b', 2)),
      await known(answerAt('c', 3)),
    ];
    await host.learners.merge(apart, other, WHY);
    await host.learners.unmerge(apart, WHY);
    await host.learners.merge(one, other, WHY);
    await host.learners.erase(one);

    for (const id of [one, other]) {
      expect(await logOf(id)).toEqual([]);
      await expect(host.states.getState(id, { algoKey: 'trail' })).rejects.toEqual(refusal('LEARNER_ERASED'));
      await expect(host.answers.record(id, [answerAt('again', 1)])).rejects.toEqual(refusal('LEARNER_ERASED'));
    }
    expect(await logOf(apart)).toEqual(['c']);
    expect(await host.learners.listMerges(apart)).toEqual([]);
    expect(await query('SELECT FROM learners WHERE merged_into = ANY ($1)', [[one, other]])).toEqual([]);
  });
});
