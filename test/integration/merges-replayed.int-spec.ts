import { type Answer } from 'learning-engine/learners';
import fc from 'fast-check';
import { useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { answerAt, learnerWith, storedStates, WHY } from '../support/engine/merging.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe('learners who were merged in whatever order', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  const stored = (learner: string) => storedStates(host, learner);
  const known = (...answers: Answer[]) => learnerWith(host, ...answers);

  /** What a person would have who did each thing in their account alone: events by account; null for one that was withdrawn. */
  type Model = { accounts: Map<string, Map<string, Answer | null>>; into: Map<string, string> };
  type Step =
    | { do: 'record' | 'correct' | 'void'; who: number; event: number; n: number }
    | { do: 'merge'; who: number; whom: number }
    | { do: 'unmerge'; who: number };

  const who = fc.integer({ min: 0, max: 3 });
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('record' as const), who, event: fc.nat(11), n: fc.nat(30) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('correct', 'void'), who, event: fc.nat(11), n: fc.nat(30) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), who, whom: who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unmerge' as const), who }) },
  );

  const rootOf = ({ into }: Model, id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : rootOf({ into } as Model, next);
  };
  /** In the order of the merges, each with their own behind them. */
  const accountsOf = (model: Model, root: string): string[] => [
    root,
    ...[...model.into].filter(([, whom]) => whom === root).flatMap(([from]) => accountsOf(model, from)),
  ];
  const ownerOf = (model: Model, id: string, event: string) =>
    accountsOf(model, rootOf(model, id)).find((account) => model.accounts.get(account)!.has(event));

  async function take(model: Model, ids: readonly string[], one: Step): Promise<void> {
    const id = ids[one.who]!;
    if (one.do === 'merge') {
      const whom = ids[one.whom]!;
      const isMeant = id !== whom && !model.into.has(id) && !model.into.has(whom);
      const made = await host.learners.merge(id, whom, WHY).catch((error: Error) => error);
      expect([one, made instanceof Error]).toEqual([one, !isMeant]);
      if (isMeant) model.into.set(id, whom);
    } else if (one.do === 'unmerge') {
      const undone = await host.learners.unmerge(id, WHY).catch((error: Error) => error);
      expect([one, undone instanceof Error]).toEqual([one, !model.into.has(id)]);
      model.into.delete(id);
    } else {
      const event = `e${one.event}`;
      const owner = ownerOf(model, id, event);
      const given = answerAt(event, one.n);
      if (one.do === 'record') {
        const { results } = await host.answers.record(id, [given]);
        expect([one, results[0]!.outcome === 'recorded']).toEqual([one, owner === undefined]);
        if (owner === undefined) model.accounts.get(id)!.set(event, given);
        return;
      }
      const change = one.do === 'void' ? host.answers.void(id, event, WHY) : host.answers.correct(id, given, WHY);
      const made = await change.catch((error: Error) => error);
      expect([one, made instanceof Error]).toEqual([one, owner === undefined]);
      if (owner !== undefined) model.accounts.get(owner)!.set(event, one.do === 'void' ? null : given);
    }
  }

  /** The states of each person are those of one who gave these answers from the start. */
  async function judge(model: Model): Promise<void> {
    for (const id of model.accounts.keys()) {
      if (model.into.has(id)) {
        expect(await stored(id)).toEqual([]);
        continue;
      }
      const events = new Map<string, Answer | null>();
      for (const account of accountsOf(model, id).reverse()) {
        for (const [event, given] of model.accounts.get(account)!) events.set(event, given);
      }
      const answers = [...events.values()].filter((one) => one !== null);
      const witness = answers.length > 0 ? await known(...answers) : await newLearner(host.dataSource);
      expect(await stored(id)).toEqual(await stored(witness));
    }
  }

  it('have the states of a replay from the start, and so they have when all is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const ids: string[] = [];
        for (let n = 0; n < 4; n += 1) ids.push(await known(answerAt(`own-${n}`, n)));
        const model: Model = {
          accounts: new Map(ids.map((id, n) => [id, new Map([[`own-${n}`, answerAt(`own-${n}`, n)]])])),
          into: new Map(),
        };
        for (const one of steps) await take(model, ids, one);
        await judge(model);
        for (const id of [...model.into.keys()]) await host.learners.unmerge(id, WHY);
        model.into.clear();
        await judge(model);
      }),
      { numRuns: 10, seed: 20261130 },
    );
  });
});
