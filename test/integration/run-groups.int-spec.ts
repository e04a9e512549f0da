import { randomUUID } from 'node:crypto';
import {
  newRunId,
  DatabaseUnavailableError,
  InvalidRunReferenceError,
  RunAlreadyFinishedError,
  RunIdTakenError,
} from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { Pool } from 'pg';
import { StatementRecorder } from '../support/database/count-statements.js';
import { createUser } from '../support/engine/factories.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { FORMS_OF_RUNS, useTestDatabase } from '../support/database/test-database.js';

const CALLERS = 64;

describe.each(FORMS_OF_RUNS)('runs of many callers at once, runs %s', (form) => {
  const database = useTestDatabase(form);
  const recorder = new StatementRecorder();
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(database.url, { runs: { reaper: false } }, { logger: recorder });
  });
  afterAll(() => engine?.app.close());
  const activePair = async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  const callers = Array.from({ length: CALLERS }, (_, index) => index);
  /** The writes of runs that some work sends. */
  const counted = async <T>(work: () => Promise<T>) => {
    const { result, statements } = await recorder.during(work);
    return { result, statements: statements.filter((one) => /^\s*(INSERT INTO|UPDATE) algo_runs/.test(one)) };
  };
  const stored = (id: string) => engine.dataSource.manager.findOneByOrFail(AlgoRun, { id });

  it('start and end in few statements, each with its own content', async () => {
    const ids = await activePair();
    const inputOf = (index: number) => ({
      index,
      text: `a "quoted", {braced} and \\escaped NULL ${index}`,
      none: null,
    });
    const { result: started, statements } = await counted(() =>
      Promise.all(callers.map((index) => engine.runs.logRunStart({ ...ids, inputSummary: inputOf(index) }))),
    );
    expect(statements.length).toBeLessThanOrEqual(2);
    const { statements: ends } = await counted(() =>
      Promise.all(
        started.map(({ id }, index) =>
          index % 2
            ? engine.runs.logRunSuccess(id, index % 4 === 1 ? undefined : { index })
            : engine.runs.logRunFailure(id, `{NULL,"${index}\\"}`, { errorCode: index % 4 ? 'ODD' : undefined }),
        ),
      ),
    );
    expect(ends.length).toBeLessThanOrEqual(2);

    for (const [index, { id }] of started.entries()) {
      expect(await stored(id)).toMatchObject({
        inputSummaryJson: inputOf(index),
        status: index % 2 ? 'SUCCESS' : 'FAILED',
        outputSummaryJson: index % 4 === 3 ? { index } : null,
        errorMessage: index % 2 ? null : `{NULL,"${index}\\"}`,
        errorCode: index % 4 === 2 ? 'ODD' : null,
      });
    }
  });

  it('take two statements for one caller', async () => {
    const ids = await activePair();
    const { statements } = await counted(async () => {
      const { id } = await engine.runs.logRunStart(ids);
      await engine.runs.logRunSuccess(id);
    });

    expect(statements).toHaveLength(2);
  });

  it('fail alone for a bad reference', async () => {
    const ids = await activePair();
    const user = await createUser(engine.dataSource);
    const bad = new Set([3, 17, 40]);
    const outcomes = await Promise.allSettled(
      callers.map((index) => engine.runs.logRunStart({ ...ids, userId: bad.has(index) ? randomUUID() : user.id })),
    );

    for (const [index, outcome] of outcomes.entries()) {
      expect([index, outcome.status]).toEqual([index, bad.has(index) ? 'rejected' : 'fulfilled']);
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(InvalidRunReferenceError);
      else await expect(stored(outcome.value.id)).resolves.toMatchObject({ userId: user.id, status: 'RUNNING' });
    }
  });

  describe('of a person who is being erased', () => {
    const RUNS = 8;
    /** What `work` does while another transaction has the person in hand, and no other user's runs may suffer. */
    const whileErasing = async (userId: string, work: () => Promise<AlgoRun>[]) => {
      const eraser = engine.dataSource.createQueryRunner();
      await eraser.startTransaction();
      await eraser.query('DELETE FROM users WHERE id = $1', [userId]);
      try {
        const ids = await activePair();
        const own = Promise.allSettled(work());
        const others = await Promise.allSettled(callers.map(() => engine.runs.logRunStart(ids)));
        expect(others.filter(({ status }) => status === 'rejected')).toEqual([]);
        for (const outcome of await own) {
          expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(DatabaseUnavailableError);
          expect((outcome as PromiseRejectedResult).reason).toMatchObject({ failure: 'conflict' });
        }
      } finally {
        await eraser.rollbackTransaction();
        await eraser.release();
      }
    };
    const startedFor = async (userId: string) => {
      const ids = await activePair();
      return Promise.all(callers.slice(0, RUNS).map(() => engine.runs.logRunStart({ ...ids, userId })));
    };

    it('fail alone when they start', async () => {
      const user = await createUser(engine.dataSource);
      const ids = await activePair();
      await whileErasing(user.id, () =>
        callers.slice(0, RUNS).map(() => engine.runs.logRunStart({ ...ids, userId: user.id })),
      );
    });

    it('fail alone when they end', async () => {
      const user = await createUser(engine.dataSource);
      const started = await startedFor(user.id);
      await whileErasing(user.id, () => started.map(({ id }) => engine.runs.logRunSuccess(id)));
    });

    it('fail alone when they give a sign of life', async () => {
      const user = await createUser(engine.dataSource);
      const started = await startedFor(user.id);
      await whileErasing(user.id, () => started.map(({ id }) => engine.runs.heartbeat(id)));
    });
  });

  it('of one id are told apart: one starts, who says the same gets it, who says something else is rejected', async () => {
    const ids = await activePair();
    const runId = newRunId();
    const outcomes = await Promise.allSettled(
      callers.map((index) => engine.runs.logRunStart({ ...ids, runId, inputSummary: { odd: index % 2 } })),
    );

    const { odd } = (await stored(runId)).inputSummaryJson as { odd: number };
    for (const [index, outcome] of outcomes.entries()) {
      if (index % 2 === odd) expect(outcome).toMatchObject({ status: 'fulfilled', value: { id: runId } });
      else expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(RunIdTakenError);
    }
  });

  it('of one run end once, regardless of the caller', async () => {
    const { id } = await engine.runs.logRunStart(await activePair());
    const outcomes = await Promise.allSettled(
      callers.map((index) => engine.runs.logRunSuccess(id, { odd: index % 2 })),
    );

    const { odd } = (await stored(id)).outputSummaryJson as { odd: number };
    for (const [index, outcome] of outcomes.entries()) {
      if (index % 2 === odd) expect(outcome).toMatchObject({ value: { outputSummaryJson: { odd } } });
      else expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(RunAlreadyFinishedError);
    }
  });

  it('are answered when the row is there for everybody', async () => {
    const ids = await activePair();
    const patient = new Pool({ connectionString: database.url, max: 4 }); // the engine's own waits for 2 s at most
    try {
      await Promise.all(
        callers.map(async () => {
          const { id } = await engine.runs.logRunStart(ids);
          const { rows } = await patient.query('SELECT status FROM algo_runs WHERE id = $1', [id]);
          expect(rows).toEqual([{ status: 'RUNNING' }]);
        }),
      );
    } finally {
      await patient.end();
    }
  });
});
