import fc from 'fast-check';
import { type ActivePair, type RunFilter, RunQueries } from 'learning-engine';
import { type AlgoRun } from 'learning-engine/persistence';
import { createUser, someRunId } from '../support/engine/factories.js';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('H2: a walk over the pages while runs start and end', () => {
  const engine = useEngine({ runs: { reaper: false } });
  const pairs: ActivePair[] = [];
  let userId: string;

  beforeAll(async () => {
    userId = (await createUser(engine.dataSource)).id;
    for (const version of ['v0', 'v1']) pairs.push((await engine.registry.resolveVersion('mastery', version))!);
  });

  /** Runs of both versions and of two kinds of ids, most of them for the user. They start at once, thus in any order. */
  const start = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const { version, params } = pairs[i % 2]!;
        const ids = { algoVersionId: version.id, paramsId: params.id, userId: i % 3 === 0 ? null : userId };
        return engine.runs.logRunStart({ ...ids, ...(i % 5 < 2 && { runId: someRunId() }) });
      }),
    );

  const filters: [filter: () => RunFilter, fits: (run: AlgoRun) => boolean][] = [
    [() => ({}), () => true],
    [() => ({ algoKey: 'mastery' }), () => true],
    [() => ({ version: 'v1' }), (run) => run.algoVersionId === pairs[1]!.version.id],
    [() => ({ trigger: 'manual' }), () => true],
    [() => ({ userId }), (run) => run.userId === userId],
    [() => ({ userId, version: 'v0' }), (run) => run.userId === userId && run.algoVersionId === pairs[0]!.version.id],
  ];

  it('skips none that was there when it began, and repeats none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...filters),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 3, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 5 }),
        async ([filter, fits], limit, count, bursts) => {
          const there = await start(count);
          const from = new Date(Math.min(...there.map(({ startedAt }) => startedAt.getTime())));

          const meanwhile: Promise<unknown>[] = [];
          const walked: AlgoRun[] = [];
          let before: string | undefined;
          do {
            // Not awaited: they start, and one that was shown ends, while the next page is read.
            meanwhile.push(start(bursts[meanwhile.length % bursts.length]!));
            const page = await engine.app.get(RunQueries).listRuns({ ...filter(), from }, { limit, before });
            walked.push(...page.records.map(({ run }) => run));
            meanwhile.push(engine.runs.logRunSuccess(walked.at(-1)!.id));
            before = page.nextBefore ?? undefined;
          } while (before !== undefined);
          await Promise.all(meanwhile);

          const ids = walked.map(({ id }) => id);
          const times = walked.map(({ startedAt }) => startedAt.getTime());
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining(there.filter(fits).map(({ id }) => id)));
          expect(times).toEqual([...times].sort((one, other) => other - one));
        },
      ),
      { numRuns: scaled(200, 20) },
    );
  });
});
