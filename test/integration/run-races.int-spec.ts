import {
  AlgoVersionNotFoundError,
  DatabaseUnavailableError,
  InvalidArgumentError,
  InvalidRunReferenceError,
  RunsService,
} from 'learning-engine';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { until } from '../support/database/embedded-child.js';
import { createUser } from '../support/engine/factories.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

const WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

describe.each(FORMS_OF_RUNS)(`${RunsService.name}: what others do at the same time, runs %s`, (form) => {
  const engine = useEngine({ runs: { reaper: false } }, undefined, form);
  const activePair = async (of: Pick<Engine, 'registry'> = engine) => {
    const { version, params } = (await of.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  /** A transaction that is open until `end`. */
  const openTransaction = async () => {
    const runner = engine.dataSource.createQueryRunner();
    await runner.startTransaction();
    return { manager: runner.manager, end: () => runner.commitTransaction().finally(() => runner.release()) };
  };

  it.each<[string, (of: RunsService, id: string) => Promise<unknown>]>([
    ['an end', (of, id) => of.logRunSuccess(id)],
    ['a heartbeat', (of, id) => of.heartbeat(id)],
  ])('finds with %s a run whose start is committed just then', async (_name, call) => {
    const ids = await activePair();
    const one = await openEngine(urlOfEngine(engine), { runs: { reaper: false, poolSize: 1 } });
    const start = await openTransaction();
    const { id } = await engine.runs.logRunStart(ids, { manager: start.manager });
    const { id: userId } = await createUser(engine.dataSource);
    const lock = await openTransaction();
    await lock.manager.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);

    // The only connection waits for the lock, between the statement that finds no run and the one that reads.
    const called = call(one.runs, id);
    await Promise.resolve();
    const between = one.runs.logRunStart({ ...ids, userId });
    await until(async () => (await engine.dataSource.query<object[]>(WAITING)).length > 0);
    await start.end();
    await lock.end();

    await expect(called).resolves.toMatchObject({ id });
    await between;
    await one.app.close();
  });

  it('rejects the transaction of a caller in which a statement has failed, or that only reads', async () => {
    const ids = await activePair();
    const failed = engine.dataSource.transaction(async (manager) => {
      const { id } = await engine.runs.logRunStart(ids, { manager });
      const start = engine.runs.logRunStart({ ...ids, userId: randomUUID() }, { manager });
      await expect(start).rejects.toBeInstanceOf(InvalidRunReferenceError);
      await engine.runs.logRunFailure(id, 'no such user', { manager });
    });
    await expect(failed).rejects.toBeInstanceOf(InvalidArgumentError);
    await expect(failed).rejects.toMatchObject({ argument: 'manager' });

    const reading = engine.dataSource.transaction(async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      await engine.runs.logRunStart(ids, { manager });
    });
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'manager' });
  });

  it('says that a version is not there which is deleted just then', async () => {
    const { id } = (await engine.registry.resolveVersion('difficulty', 'v1'))!.version;
    const deletion = await openTransaction();
    await deletion.manager.query('DELETE FROM algo_versions WHERE id = $1', [id]);
    const creating = expect(engine.params.createParams(id, {})).rejects.toBeInstanceOf(AlgoVersionNotFoundError);
    await until(async () => (await engine.dataSource.query<object[]>(WAITING)).length > 0);
    await deletion.end();

    await creating;
  });

  it('does not try for ever where the database keeps changes from a run', async () => {
    const { id } = await engine.runs.logRunStart(await activePair());
    await engine.dataSource.query(`
      CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER keep BEFORE UPDATE ON algo_runs FOR EACH ROW EXECUTE FUNCTION keep()`);
    const ended = await Promise.allSettled([engine.runs.logRunSuccess(id), engine.runs.heartbeat(id)]);
    await engine.dataSource.query('DROP FUNCTION keep() CASCADE');

    const reason = { message: expect.stringContaining(`Run ${id} is RUNNING`) as string };
    expect(ended).toMatchObject([{ reason }, { reason }]);
  });

  it('goes on when a column has another type since its statements were prepared', async () => {
    const ids = await activePair();
    const started = await Promise.all(Array.from({ length: 5 }, () => engine.runs.logRunStart(ids)));
    await engine.runs.logRunSuccess(started[0]!.id);
    await engine.dataSource.query('DROP TRIGGER algo_runs_keep_identity ON algo_runs');
    await engine.dataSource.query('ALTER TABLE algo_runs ALTER runtime TYPE text');

    for (const { id } of started.slice(1)) {
      await engine.runs.logRunStart(ids);
      await engine.runs.logRunSuccess(id);
    }
  });

  it('says that the database is not there when the application has shut down', async () => {
    const closed = await openEngine(urlOfEngine(engine), { runs: { reaper: false } });
    const ids = await activePair(closed);
    const { id } = await closed.runs.logRunStart(ids);
    const closing = closed.app.close();
    const calls: (() => Promise<unknown>)[] = [
      () => closed.runs.logRunStart(ids),
      () => closed.runs.logRunSuccess(id),
      () => closed.runs.heartbeat(id),
      () => closed.runs.getRun(id),
      () => closed.registry.activateAlgoVersion('mastery', 'v1'),
      () => closed.params.createParams(ids.algoVersionId, {}),
      () => closed.execution.execute<unknown>('mastery', {}, { version: 'v1' }),
    ];
    const outcomes = await Promise.allSettled(
      [0, 1, 2, 4, 8].flatMap((pause) => calls.map((call) => sleep(pause).then(call))),
    );
    await closing;
    outcomes.push(...(await Promise.allSettled(calls.map((call) => call()))));

    const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(errors.length).toBeGreaterThanOrEqual(calls.length);
    expect(errors.filter((error) => !(error instanceof DatabaseUnavailableError))).toEqual([]);
  });
});
