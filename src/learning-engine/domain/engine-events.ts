import { type RunStatus } from './run-status.js';
import { type RunTrigger } from './run-trigger.js';

/** Names of the channels of `node:diagnostics_channel` that the engine tells on what it has committed. */
export const EngineEvent = {
  /** With a `RunFinished`. */
  RUN_FINISHED: 'learning-engine:run:finished',
  /** With an `Activated`. */
  ACTIVATED: 'learning-engine:activated',
} as const;

/** A run has ended, by whatever means. Not published for a run that was recorded in the caller's transaction. */
export interface RunFinished {
  runId: string;
  algoKey: string;
  version: string;
  status: RunStatus;
  errorCode: string | null;
  trigger: RunTrigger;
  /** From start to end, by the clock of the database. */
  durationMs: number;
}

/** Another pair is active for a key, or none any more. */
export interface Activated {
  algoKey: string;
  /** Null when the key was retired. */
  algoVersionId: string | null;
  /** Null when the key was retired. */
  paramsId: string | null;
}
