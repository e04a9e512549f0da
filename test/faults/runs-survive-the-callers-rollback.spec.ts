import { newRunId, RunAlreadyFinishedError, RunNotFoundError, RunsService } from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { type EntityManager } from 'typeorm';
import { useEngine } from '../support/engine/use-engine.js';

class WorkFailed extends Error {}

describe('C9: the transaction of a caller is rolled back', () => {
  const engine = useEngine();
  const activePair = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  const stored = (id: string) => engine.dataSource.manager.findOneBy(AlgoRun, { id });
  /** A transaction that does something and is rolled back. */
  const rolledBack = async <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => {
    let result: T;
    const transaction = engine.dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO users (id) VALUES (gen_random_uuid())');
      result = await work(manager);
      throw new WorkFailed();
    });
    await expect(transaction).rejects.toBeInstanceOf(WorkFailed);
    return result!;
  };

  afterEach(async () => {
    expect(await engine.dataSource.query('SELECT id FROM users')).toEqual([]);
  });

  describe(`${RunsService.name} as it is`, () => {
    it('keeps a run that started in it, which ends afterwards', async () => {
      const started = await rolledBack(async () => engine.runs.logRunStart(await activePair()));

      expect(await stored(started.id)).toEqual(started);
      const failed = await engine.runs.logRunFailure(started.id, 'rolled back');
      expect(await stored(started.id)).toEqual(failed);
      expect(failed).toMatchObject({ status: 'FAILED', errorMessage: 'rolled back' });
    });

    it.each([
      ['SUCCESS', (id: string) => engine.runs.logRunSuccess(id, { a: 1 })],
      ['FAILED', (id: string) => engine.runs.logRunFailure(id, 'the work failed')],
    ])('keeps a run that started in it and ended there as %s', async (status, end) => {
      const ended = await rolledBack(async () => end((await engine.runs.logRunStart(await activePair())).id));

      expect(ended.status).toBe(status);
      expect(await stored(ended.id)).toEqual(ended);
    });

    it('shows start and end to others at once, while the transaction is open', async () => {
      await rolledBack(async () => {
        const started = await engine.runs.logRunStart(await activePair());
        expect(await stored(started.id)).toEqual(started);
        const ended = await engine.runs.logRunSuccess(started.id);
        expect(await stored(started.id)).toEqual(ended);
      });
    });
  });

  describe(`${RunsService.name} with { manager }`, () => {
    it('loses a run that started in it: its end is one of an unknown run', async () => {
      const { id } = await rolledBack(async (manager) => {
        const started = await engine.runs.logRunStart(await activePair(), { manager });
        expect(await stored(started.id)).toBeNull(); // to others it is not there yet
        return started;
      });

      expect(await stored(id)).toBeNull();
      await expect(engine.runs.logRunSuccess(id)).rejects.toBeInstanceOf(RunNotFoundError);
    });

    it('loses a run that started in it and ended there', async () => {
      const { id, status } = await rolledBack(async (manager) => {
        const started = await engine.runs.logRunStart(await activePair(), { manager });
        return engine.runs.logRunSuccess(started.id, { a: 1 }, { manager });
      });

      expect(status).toBe('SUCCESS');
      expect(await stored(id)).toBeNull();
    });

    it('loses the end alone when the start was recorded without it: the run can still end', async () => {
      const started = await engine.runs.logRunStart(await activePair());
      await rolledBack((manager) => engine.runs.logRunFailure(started.id, 'no', { manager }));

      expect(await stored(started.id)).toEqual(started);
      expect(await engine.runs.logRunSuccess(started.id)).toMatchObject({ status: 'SUCCESS' });
    });

    it('knows what was recorded in it: a start and an end are recognised when they are repeated', async () => {
      await engine.dataSource.transaction(async (manager) => {
        const start = { ...(await activePair()), runId: newRunId() };
        const started = await engine.runs.logRunStart(start, { manager });
        expect(await engine.runs.logRunStart(start, { manager })).toEqual(started);

        const ended = await engine.runs.logRunSuccess(started.id, { a: 1 }, { manager });
        expect(await engine.runs.logRunSuccess(started.id, { a: 1 }, { manager })).toEqual(ended);
        const otherwise = engine.runs.logRunFailure(started.id, 'no', { manager });
        await expect(otherwise).rejects.toBeInstanceOf(RunAlreadyFinishedError);
      });
    });

    it('records what a transaction that commits says', async () => {
      const ended = await engine.dataSource.transaction(async (manager) => {
        const { id } = await engine.runs.logRunStart(await activePair(), { manager });
        return engine.runs.logRunSuccess(id, { a: 1 }, { manager });
      });

      expect(await stored(ended.id)).toEqual(ended);
    });
  });
});
