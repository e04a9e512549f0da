import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { type JsonObject } from '../json/json.js';
import { newRunId } from '../domain/uuid.js';
import { type ResolvedPair } from '../resolution/session-pins.js';
import { type RunStart } from '../runs/run-start.js';
import { type ExecutionContext } from './execution.js';
import { runtimeOf } from './runtime.js';

/** What runs: a version's class in code, and its row with the parameters. */
export interface Runnable extends ResolvedPair {
  entry: CatalogEntry;
}

export type KnownStart = RunStart & Required<Pick<RunStart, 'runId'>>;

/** The start of a run, with an id if the caller gave none. */
export function startOf(
  { entry, version, params, pin }: Runnable,
  inputSummary: JsonObject,
  context: Omit<ExecutionContext, 'signal'>,
): KnownStart {
  const { version: named, runId = newRunId(), ...given } = context;
  return {
    ...given,
    runId,
    algoVersionId: version.id,
    paramsId: params.id,
    pinActivationId: pin?.activationId,
    activeActivationId: pin?.activeActivationId,
    versionNamed: named !== undefined,
    runtime: runtimeOf(entry.definition),
    codeDigest: entry.definition.codeDigest,
    inputSummary,
  };
}
