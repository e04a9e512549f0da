import { randomUUID } from 'node:crypto';
import { type QueryRunner } from 'typeorm';
import { newRunId, DatabaseUnavailableError, InvalidRunReferenceError } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { createSession, createUser } from '../support/engine/factories.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { useTestDatabase } from '../support/database/test-database.js';

describe('C11: a run refers to a person or a session in the hands of another transaction', () => {
  const database = useTestDatabase();
  let engine: Engine;
  let other: QueryRunner;
  beforeAll(async () => {
    // The host's connections have no limits: those of the record of runs are the engine's own.
    engine = await openEngine(database.url, {}, { extra: {} });
  });
  afterAll(() => engine?.app.close());

  beforeEach(async () => {
    other = engine.dataSource.createQueryRunner();
    await other.startTransaction();
  });
  afterEach(async () => {
    if (other.isTransactionActive) await other.rollbackTransaction();
    await other.release();
  });

  const start = async (parents: { userId?: string; sessionId?: string }, runId = newRunId()) => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id, runId, ...parents };
  };
  const stored = (id: string) => engine.dataSource.manager.findOneBy(AlgoRun, { id });
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  describe('which has not committed it yet', () => {
    const addUser = async (userId: string) => {
      await other.query('INSERT INTO users (id) VALUES ($1)', [userId]);
      return { userId };
    };
    const addSession = async (sessionId: string) => {
      const { id } = await createUser(engine.dataSource);
      await other.query('INSERT INTO test_sessions (id, user_id) VALUES ($1, $2)', [sessionId, id]);
      return { sessionId };
    };
    const cases = [
      ['user_id', addUser],
      ['session_id', addSession],
    ] as const;

    it.each(cases)('the start is rejected at once: the error names %s and both remedies', async (column, add) => {
      const run = await start(await add(randomUUID()));

      const error = await failureOf(engine.runs.logRunStart(run));

      expect(error).toBeInstanceOf(InvalidRunReferenceError);
      expect(error).toMatchObject({ code: 'INVALID_RUN_REFERENCE', columns: [column] });
      expect((error as Error).message).toMatch(new RegExp(`${column}.*commit it first, or .*\\{ manager \\}`));
      expect(await stored(run.runId)).toBeNull();
    });

    it.each(cases)('the first remedy for %s works: commit first', async (_column, add) => {
      const run = await start(await add(randomUUID()));
      await expect(engine.runs.logRunStart(run)).rejects.toBeInstanceOf(InvalidRunReferenceError);
      await other.commitTransaction();

      expect(await engine.runs.logRunStart(run)).toMatchObject({ id: run.runId, status: 'RUNNING' });
    });

    it.each(cases)('the second remedy for %s works: { manager }', async (_column, add) => {
      const run = await start(await add(randomUUID()));
      const started = await engine.runs.logRunStart(run, { manager: other.manager });
      expect(await stored(run.runId)).toBeNull();
      await other.commitTransaction();

      expect(await stored(run.runId)).toEqual(started);
    });
  });

  describe('which holds it FOR UPDATE', () => {
    it.each([
      ['users', (userId: string) => Promise.resolve({ userId })],
      ['test_sessions', async (userId: string) => ({ sessionId: (await createSession(engine.dataSource, userId)).id })],
    ])(
      'the start gives up at the limit for locks (%s), and succeeds when asked again later',
      async (table, parents) => {
        const { id } = await createUser(engine.dataSource);
        const run = await start(await parents(id));
        await other.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [Object.values(run).at(-1)]);

        // Without a limit it would hang until the other transaction is done: for ever, as that one waits for us.
        const error = await failureOf(engine.runs.logRunStart(run));
        expect(error).toBeInstanceOf(DatabaseUnavailableError);
        expect(error).toMatchObject({ failure: 'conflict', cause: { driverError: { code: '55P03' } } });
        expect(await stored(run.runId)).toBeNull();

        await other.rollbackTransaction();
        expect(await engine.runs.logRunStart(run)).toMatchObject({ id: run.runId, status: 'RUNNING' });
      },
    );

    it('a run of another user starts meanwhile', async () => {
      const [held, free] = [await createUser(engine.dataSource), await createUser(engine.dataSource)];
      await other.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [held.id]);

      expect(await engine.runs.logRunStart(await start({ userId: free.id }))).toMatchObject({ userId: free.id });
    });
  });

  it('which changes it without touching its key: the run starts at once', async () => {
    const { id } = await createUser(engine.dataSource);
    await other.query('UPDATE users SET created_at = created_at WHERE id = $1', [id]);

    expect(await engine.runs.logRunStart(await start({ userId: id }))).toMatchObject({ userId: id });
  });
});
