import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { type EngineLimits } from '../options/engine-limits.js';
import { RunPurpose } from '../domain/run-purpose.js';
import { RunStatus } from '../domain/run-status.js';
import { newRunId } from '../domain/uuid.js';
import { type JsonObject } from '../json/json.js';
import { type ActivePair } from '../resolution/active-pairs.js';
import { storableErrorMessage } from '../runs/error-message.js';
import { type RecordedRun } from '../runs/recorded-run.js';
import { type ReadInput } from './computation.js';
import { errorCodeOf } from './computation-failure.js';
import { runtimeOf } from './runtime.js';

/** What is to be computed, for whom and why. */
export interface AttemptAsked<T> {
  pair: ActivePair;
  input: object;
  whose: Pick<RecordedRun, 'userId' | 'trigger' | 'versionNamed'>;
  /** What is made of the output. What it throws, an error of the engine's, fails the run. */
  make: (output: JsonObject) => T;
}

/** What a computation came to, and the record of it, which is not written yet. */
export type Attempted<T> = { run: RecordedRun } & ({ made: T } | { error: unknown });

export async function attempted<T>(
  { pair: { version, params }, whose, make }: AttemptAsked<T>,
  { definition }: CatalogEntry,
  read: ReadInput,
  { errorMessageBytes }: EngineLimits,
): Promise<Attempted<T>> {
  const begun = performance.now();
  const run = (end: Pick<RecordedRun, 'status' | 'output' | 'errorCode' | 'errorMessage'>): RecordedRun => ({
    ...{ id: newRunId(), algoVersionId: version.id, paramsId: params.id, ...whose, purpose: RunPurpose.LIVE },
    ...{ algoKey: version.algoKey, version: version.version },
    ...{ runtime: runtimeOf(definition), codeDigest: definition.codeDigest ?? null },
    durationMs: performance.now() - begun,
    input: read.summary,
    ...end,
  });
  try {
    const { value, summary } = await read.compute(params);
    const made = make(value);
    return { run: run({ status: RunStatus.SUCCESS, output: summary, errorCode: null, errorMessage: null }), made };
  } catch (error) {
    const errorMessage = storableErrorMessage(error, errorMessageBytes);
    return { run: run({ status: RunStatus.FAILED, output: null, errorCode: errorCodeOf(error), errorMessage }), error };
  }
}
