import { InvalidRunReferenceError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { createSession, createUser } from '../support/engine/factories.js';
import { scaled } from '../support/fault-scale.js';
import { useEngine } from '../support/engine/use-engine.js';

const ROUNDS = scaled(200, 20);

describe('C12: a person is erased', () => {
  const engine = useEngine({ runs: { reaper: false } });
  const stored = (id: string) => engine.dataSource.manager.findOneByOrFail(AlgoRun, { id });
  const erase = {
    users: ({ userId }: { userId: string }) => engine.dataSource.query('DELETE FROM users WHERE id = $1', [userId]),
    test_sessions: ({ sessionId }: { sessionId: string }) =>
      engine.dataSource.query('DELETE FROM test_sessions WHERE id = $1', [sessionId]),
  };
  /** What a run keeps of its references when a row of the table is gone. */
  const without = { users: { userId: null, sessionId: null }, test_sessions: { sessionId: null } };
  const TABLES = ['users', 'test_sessions'] as const;

  const person = async () => {
    const userId = (await createUser(engine.dataSource)).id;
    return { userId, sessionId: (await createSession(engine.dataSource, userId)).id };
  };
  const start = async (someone: { userId: string; sessionId: string }) => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, ...someone });
  };
  const expireLease = (id: string) =>
    engine.dataSource.query('UPDATE algo_runs SET lease_expires_at = clock_timestamp() WHERE id = $1', [id]);

  it.each(TABLES)('from %s: runs in every state keep everything but that', async (table) => {
    const someone = await person();
    const runs = [];
    while (runs.length < 4) runs.push(await start(someone));
    const [running, succeeded, failed, abandoned] = runs.map(({ id }) => id) as [string, string, string, string];
    await engine.runs.logRunSuccess(succeeded, { score: 1 });
    await engine.runs.logRunFailure(failed, 'no data', { errorCode: 'NO_DATA' });
    await expireLease(abandoned);
    await engine.runs.reapStaleRuns();
    const bystander = await start(await person());
    const before = await Promise.all([running, succeeded, failed, abandoned].map(stored));
    expect(before.map(({ status, errorCode }) => errorCode ?? status)).toEqual([
      'RUNNING',
      'SUCCESS',
      'NO_DATA',
      'ABANDONED',
    ]);

    await erase[table](someone);

    for (const run of before) expect(await stored(run.id)).toEqual({ ...run, ...without[table] });
    expect(await stored(bystander.id)).toEqual(bystander);
  });

  it.each(TABLES)('from %s while a run is RUNNING: it goes on and ends as any other', async (table) => {
    const someone = await person();
    const [ending, dying] = [await start(someone), await start(someone)];
    await erase[table](someone);

    expect(await engine.runs.heartbeat(ending.id)).toMatchObject({ status: 'RUNNING', ...without[table] });
    expect(await engine.runs.logRunSuccess(ending.id)).toMatchObject({ status: 'SUCCESS', ...without[table] });
    await expireLease(dying.id);
    expect(await engine.runs.reapStaleRuns()).toEqual([dying.id]);
    expect(await stored(dying.id)).toMatchObject({ errorCode: 'ABANDONED', ...without[table] });
  });

  it.each(TABLES)('from %s at the very moment that a run of theirs ends: both happen', async (table) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const someone = await person();
      const { id } = await start(someone);

      await Promise.all([engine.runs.logRunSuccess(id, { round }), erase[table](someone)]);

      expect(await stored(id)).toMatchObject({
        status: 'SUCCESS',
        outputSummaryJson: { round },
        ...without[table],
      });
    }
  });

  it.each(TABLES)(
    'from %s at the very moment that a run of theirs starts: it is recorded or rejected',
    async (table) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const someone = await person();
        const count = await engine.dataSource.manager.count(AlgoRun);

        const [started] = await Promise.all([start(someone).catch((error: unknown) => error), erase[table](someone)]);

        if (started instanceof AlgoRun) expect(await stored(started.id)).toEqual({ ...started, ...without[table] });
        else expect(started).toBeInstanceOf(InvalidRunReferenceError);
        expect(await engine.dataSource.manager.count(AlgoRun)).toBe(count + (started instanceof AlgoRun ? 1 : 0));
      }
    },
  );
});
