import fc from 'fast-check';
import {
  newRunId,
  ALGO_KEYS,
  type RunFilter,
  RunQueries,
  RunNotFoundError,
  RunStatus,
  RunTrigger,
} from 'learning-engine';
import { createSession, createUser } from '../support/engine/factories.js';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

const CASES = scaled(10_000, 1_000);
const USERS = 12;
const RUNS = 300;

describe("A6: others' runs", () => {
  const engine = useEngine({ runs: { reaper: false } });
  const log = () => engine.app.get(RunQueries);
  const users: string[] = [];
  const sessions: string[] = [];
  /** Whose each run is; null for a run that concerns no user. */
  const owners = new Map<string, string | null>();

  beforeAll(async () => {
    for (let i = 0; i < USERS; i += 1) {
      users.push((await createUser(engine.dataSource)).id);
      sessions.push((await createSession(engine.dataSource, users[i]!)).id);
    }
    const active = await Promise.all(ALGO_KEYS.map((key) => engine.registry.resolveActive(key)));
    for (let i = 0; i < RUNS; i += 1) {
      const { version, params } = active[i % active.length]!;
      // The last user has none, and every seventh run has no user.
      const index = i % 7 === 0 ? undefined : i % (USERS - 1);
      const { id } = await engine.runs.logRunStart({
        algoVersionId: version.id,
        paramsId: params.id,
        userId: index === undefined ? null : users[index],
        sessionId: index === undefined || i % 2 ? null : sessions[index],
        trigger: Object.values(RunTrigger)[i % 5],
        ...(i % 3 === 0 && { runId: newRunId() }),
      });
      if (i % 4 === 1) await engine.runs.logRunSuccess(id, {});
      if (i % 4 === 2) await engine.runs.logRunFailure(id, 'broke');
      owners.set(id, index === undefined ? null : users[index]!);
    }
  });

  const index = fc.nat();
  const oneOf = <T>(values: readonly T[], i: number): T => values[i % values.length]!;
  const written = (id: string, upper: boolean) => (upper ? id.toUpperCase() : id);

  it('are not found, by the very error of a run that is not there', async () => {
    const runIds = [...owners.keys()];
    let [found, hidden] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        index,
        fc.oneof({ weight: 4, arbitrary: index }, { weight: 1, arbitrary: fc.uuid() }),
        fc.boolean(),
        async (user, run, upper) => {
          const userId = oneOf(users, user);
          const runId = typeof run === 'string' ? run : written(oneOf(runIds, run), upper);
          const answer = log().getRun(runId, { userId: written(userId, upper) });

          if (owners.get(runId.toLowerCase()) === userId) {
            found += 1;
            await expect(answer).resolves.toMatchObject({ run: { id: runId.toLowerCase(), userId } });
          } else {
            hidden += 1;
            const error: unknown = await answer.catch((thrown: unknown) => thrown);
            expect({ ...(error as Error) }).toEqual({ ...new RunNotFoundError(runId) });
            expect((error as Error).message).toBe(new RunNotFoundError(runId).message);
            expect(error).toBeInstanceOf(RunNotFoundError);
          }
        },
      ),
      { numRuns: CASES },
    );
    expect(found).toBeGreaterThan(0);
    expect(hidden).toBeGreaterThan(found);
  });

  it('are in no list of a user, whatever else is asked for', async () => {
    const filters = fc.record(
      {
        algoKey: fc.constantFrom(...ALGO_KEYS, 'unknown'),
        version: fc.constantFrom('v0', 'v1'),
        status: fc.constantFrom(...Object.values(RunStatus)),
        trigger: fc.constantFrom(...Object.values(RunTrigger)),
        session: index,
        from: fc.constantFrom(new Date(0), new Date('2100-01-01')),
        to: fc.constantFrom(new Date(0), new Date('2100-01-01')),
      },
      { requiredKeys: [] },
    );
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(index, filters, async (user, { session, ...rest }) => {
        const userId = oneOf(users, user);
        const sessionId = session === undefined ? undefined : oneOf(sessions, session);
        const asked: RunFilter = { ...rest, sessionId };
        const all = await walk(asked);
        const mine = await walk({ ...asked, userId });

        expect(mine).toEqual(all.filter((id) => owners.get(id) === userId));
        shown += mine.length;
      }),
      { numRuns: CASES / 10, examples: [[0, {}]] },
    );
    expect(shown).toBeGreaterThan(0);
  });

  async function walk(filter: RunFilter): Promise<string[]> {
    const ids: string[] = [];
    let before: string | undefined;
    do {
      const { records, nextBefore } = await log().listRuns(filter, { limit: 200, before });
      ids.push(...records.map(({ run }) => run.id));
      before = nextBefore ?? undefined;
    } while (before !== undefined);
    return ids;
  }
});
