import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type RunTrigger, newRunId } from 'learning-engine';
import { type AlgoRun } from 'learning-engine/persistence';
import { LEVEL, VERSION } from './command.js';
import { type ModelOfLife, type ModelOutcome, setName } from './model.js';
import { type RealLife } from './real-life.js';

/** The run that a number stands for; now and then one that does not exist. */
export const runOf = (model: ModelOfLife, n: number): string => {
  const ids = [...model.runs.keys()];
  return ids[n % (ids.length + 1)] ?? newRunId();
};

/** Ends a run as the outcome says. */
export const finish = (
  real: RealLife,
  id: string,
  { status, output, error, errorCode }: ModelOutcome,
  manager?: EntityManager,
): Promise<AlgoRun> =>
  status === 'SUCCESS'
    ? real.engine.runs.logRunSuccess(id, output ?? undefined, { manager })
    : real.engine.runs.logRunFailure(id, error!, { errorCode: errorCode ?? undefined, manager });

/** What a run is started with. The set may be of another version, or not exist. */
export interface Start {
  version: string;
  setVersion: string;
  level: number;
  trigger: RunTrigger;
  input: object;
}

/** Starts a run, with an id of its own if one is given. */
export const start = (
  real: RealLife,
  runId: string | undefined,
  what: Start,
  manager?: EntityManager,
): Promise<AlgoRun> =>
  real.engine.runs.logRunStart(
    {
      runId,
      algoVersionId: real.versionIds.get(what.version)!,
      paramsId: real.setIds.get(setName(what.setVersion, what.level)) ?? randomUUID(),
      trigger: what.trigger,
      inputSummary: what.input,
    },
    { manager },
  );
/** The same, as the model takes it. */
export const inModel = ({ version, setVersion, level, trigger, input }: Start) => ({
  version,
  set: setName(setVersion, level),
  trigger,
  input,
});

/** Stands for a run, see `runOf`. */
export const number = fc.nat({ max: 30 });
const summary = fc.constantFrom({}, { a: 1 }, { a: [1, { b: null }] });
export const whatToStart: fc.Arbitrary<Start> = fc
  .record({
    version: VERSION,
    isOther: fc.nat({ max: 9 }),
    level: LEVEL,
    trigger: fc.constantFrom('submit', 'cron'),
    input: summary,
  })
  .map(({ isOther, ...rest }) => ({ ...rest, setVersion: isOther === 0 ? 'v2' : rest.version }));
export const outcome: fc.Arbitrary<ModelOutcome> = fc.oneof(
  fc.option(summary).map((output) => ({ status: 'SUCCESS' as const, output, error: null, errorCode: null })),
  fc
    .tuple(fc.constantFrom('no', 'nothing to do'), fc.constantFrom(null, 'ABANDONED', 'NO_DATA'))
    .map(([error, errorCode]) => ({ status: 'FAILED' as const, output: null, error, errorCode })),
);
