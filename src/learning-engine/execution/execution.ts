import { type JsonSchema } from '../schema/rule.js';
import { type RunTrigger } from '../domain/run-trigger.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';

/** For whom and why something is computed. Ids are UUIDs. */
export interface ExecutionContext {
  /** The learner; leave it out for what concerns no particular learner. */
  userId?: string | null;
  /** The test session that made it happen. */
  sessionId?: string | null;
  /** Default `manual`; for `executeMany` it is `nightly`. */
  trigger?: RunTrigger;
  /** A version by its name, active or not, in place of the active one. The record says that it was named. */
  version?: string;
  /** Id of the run, made by the caller: makes the call safe to repeat for a day. A UUIDv7 whose time is within a day of now. */
  runId?: string;
  /** Gives up when it is aborted: with a CallAbortedError, and no run is started. A run that has started goes on to its end. */
  signal?: AbortSignal;
}

/** What was computed, and by what. */
export interface Execution<Output = unknown> {
  runId: string;
  algo: { key: string; version: string };
  paramsId: string;
  output: Output;
}

/** What a version takes and gives, as JSON Schema (draft 2020-12). */
export interface VersionContract {
  /** A complete parameter set; a set that is created may leave parameters out. */
  params: JsonSchema;
  /** Null when the version declares none: it takes any JSON object. */
  input: JsonSchema | null;
  output: JsonSchema | null;
}

/** One computation of a batch. */
export interface BatchItem extends Pick<ExecutionContext, 'userId' | 'sessionId' | 'runId'> {
  input: object;
}

export type BatchResult<Output = unknown> =
  | { status: 'SUCCESS'; execution: Execution<Output> }
  /** The error is what `execute` would have thrown. The run is recorded unless the error says that nothing is. */
  | { status: 'FAILED'; runId: string; error: unknown }
  /** Nothing was computed: by its `runId` the item was started before, and that run has ended. */
  | { status: 'RECORDED'; run: AlgoRun };

export interface BatchOptions<Output = unknown> extends Pick<ExecutionContext, 'trigger' | 'version'> {
  /** Begins no more items when it is aborted: each of those has failed with a CallAbortedError. Runs that have started go on to their end. */
  signal?: AbortSignal;
  /** Items in work at once. Default 4. */
  concurrency?: number;
  /** Called after each item, in the order in which they end. A promise is waited for. What it throws ends the batch. */
  onProgress?: (progress: BatchProgress, result: BatchResult<Output>) => unknown;
}

export interface BatchProgress {
  /** Items that have ended, this one included. */
  done: number;
  total: number;
  /** Index of the item that ended. */
  index: number;
}
