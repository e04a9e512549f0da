import fc from 'fast-check';
import { type EntityManager } from 'typeorm';
import { newRunId } from 'learning-engine';
import { command, expectAnswer } from './command.js';
import { type ModelRun, setName } from './model.js';
import { type RealLife } from './real-life.js';
import { finish, inModel, number, outcome, runOf, start, whatToStart } from './run-arguments.js';

class CallersRollback extends Error {}

/** Work in a transaction of the caller's, which then commits or rolls back. */
async function inTransaction(real: RealLife, commits: boolean, work: (manager: EntityManager) => Promise<void>) {
  const transaction = real.engine.dataSource.transaction(async (manager) => {
    await work(manager);
    if (!commits) throw new CallersRollback();
  });
  await transaction.catch((error: unknown) => {
    if (!(error instanceof CallersRollback)) throw error;
  });
}

const words = (joins: boolean) => (joins ? 'with manager' : 'without');
const fate = (commits: boolean) => (commits ? 'commit' : 'rollback');

/** A run that starts, and perhaps ends, within a transaction: with `{ manager }` it shares the fate of the transaction. */
const wholeRun = fc
  .record({
    what: whatToStart,
    joins: fc.boolean(),
    how: fc.option(outcome),
    endJoins: fc.boolean(),
    commits: fc.boolean(),
  })
  .map(({ what, joins, how, endJoins, commits }) =>
    command(
      `transaction(start ${words(joins)}, ${how ? `${how.status} ${words(endJoins)}, ` : ''}${fate(commits)})`,
      async (model, real) => {
        const valid = { ...what, setVersion: what.version };
        // A reference that is not there would end the transaction at once.
        if (!model.sets.has(setName(valid.version, valid.level))) return;
        const id = newRunId();
        const isSeen = endJoins || !joins;
        await inTransaction(real, commits, async (manager) => {
          await start(real, id, valid, joins ? manager : undefined);
          if (!how) return;
          const ended = finish(real, id, how, endJoins ? manager : undefined);
          await expectAnswer(ended, isSeen ? undefined : { code: 'RUN_NOT_FOUND' });
        });
        if (joins && !commits) return;
        model.start(id, inModel(valid));
        if (how && isSeen && (commits || !endJoins)) model.finish(id, how);
      },
    ),
  );

/** A recorded run that ends within a transaction. */
const endInside = fc
  .record({ n: number, how: outcome, joins: fc.boolean(), commits: fc.boolean() })
  .map(({ n, how, joins, commits }) =>
    command(`transaction(end(${n}, ${how.status}) ${words(joins)}, ${fate(commits)})`, async (model, real) => {
      const id = runOf(model, n);
      const before: ModelRun | undefined = model.runs.has(id) ? { ...model.runs.get(id)! } : undefined;
      const refusal = model.finish(id, how);
      await inTransaction(real, commits, async (manager) => {
        await expectAnswer(finish(real, id, how, joins ? manager : undefined), refusal);
      });
      if (joins && !commits && before) model.runs.set(id, before);
    }),
  );

/** What a caller's transaction does to the record of runs. */
export const transactionCommands = [wholeRun, endInside];
