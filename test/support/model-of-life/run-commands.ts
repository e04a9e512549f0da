import fc from 'fast-check';
import { newRunId, type RunTrigger } from 'learning-engine';
import { command, expectAnswer } from './command.js';
import { finish, inModel, number, outcome, runOf, start, whatToStart } from './run-arguments.js';

const startRun = fc.tuple(whatToStart, fc.boolean()).map(([what, isOwn]) =>
  command(`start(${fc.stringify(what)}${isOwn ? ', own id' : ''})`, async (model, real) => {
    const own = newRunId();
    const refusal = model.start(own, inModel(what));
    const run = await expectAnswer(start(real, isOwn ? own : undefined, what), refusal);
    if (!run || isOwn) return;
    // The engine made the id.
    model.runs.set(run.id, model.runs.get(own)!);
    model.runs.delete(own);
  }),
);

/** The same start again, or one that differs in a single thing. */
const startAgain = fc
  .tuple(number, fc.constantFrom('same', 'trigger', 'input', 'set'), whatToStart)
  .map(([n, difference, other]) =>
    command(`start again(${n}, ${difference}, ${fc.stringify(other)})`, async (model, real) => {
      const id = runOf(model, n);
      const recorded = model.runs.get(id);
      if (!recorded) return;
      const { version, set, trigger, input } = recorded;
      const { level } = model.sets.get(set)!;
      const what = { version, setVersion: version, level, trigger: trigger as RunTrigger, input };
      if (difference === 'trigger') what.trigger = other.trigger;
      if (difference === 'input') what.input = other.input;
      if (difference === 'set') Object.assign(what, { ...other, trigger, input });
      const run = await expectAnswer(start(real, id, what), model.start(id, inModel(what)));
      if (run) expect(run).toMatchObject({ id, status: recorded.status });
    }),
  );

const heartbeat = number.map((n) =>
  command(`heartbeat(${n})`, async (model, real) => {
    const id = runOf(model, n);
    await expectAnswer(real.engine.runs.heartbeat(id), model.heartbeat(id));
  }),
);

const end = fc.tuple(number, outcome).map(([n, how]) =>
  command(`end(${n}, ${fc.stringify(how)})`, async (model, real) => {
    const id = runOf(model, n);
    const run = await expectAnswer(finish(real, id, how), model.finish(id, how));
    if (run) expect(run).toMatchObject({ id, status: how.status });
  }),
);

const EXPIRE = `UPDATE algo_runs SET lease_expires_at = clock_timestamp() - interval '1 second'
  WHERE id = $1 AND status = 'RUNNING'`;

const expire = number.map((n) =>
  command(`let the lease expire(${n})`, async (model, real) => {
    const id = runOf(model, n);
    await real.engine.dataSource.query(EXPIRE, [id]);
    const run = model.runs.get(id);
    if (run?.status === 'RUNNING') run.isStale = true;
  }),
);

const reap = fc.constant(
  command('reap', async (model, real) => {
    expect((await real.engine.runs.reapStaleRuns()).sort()).toEqual(model.reap().sort());
  }),
);

/** The life of a run. */
export const runCommands = [startRun, startRun, startAgain, startAgain, heartbeat, end, expire, reap];
