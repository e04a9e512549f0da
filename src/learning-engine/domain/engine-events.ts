import { type JobStatus } from './job-status.js';
import { type RunPurpose } from './run-purpose.js';
import { type RunStatus } from './run-status.js';
import { type RunTrigger } from './run-trigger.js';

/** Names of the channels of `node:diagnostics_channel` that the engine tells on what it has committed. */
export const EngineEvent = {
  /** With a `RunFinished`. */
  RUN_FINISHED: 'learning-engine:run:finished',
  /** With an `Activated`. */
  ACTIVATED: 'learning-engine:activated',
  /** With a `JobFinished`. */
  JOB_FINISHED: 'learning-engine:job:finished',
  /** With an `AnswersTaken`. */
  ANSWERS_TAKEN: 'learning-engine:answers:taken',
  /** With an `AnswersPredicted`. */
  ANSWERS_PREDICTED: 'learning-engine:answers:predicted',
  /** With a `ShadowDropped`. */
  SHADOW_DROPPED: 'learning-engine:shadow:dropped',
} as const;

/** Where an engine works: the database and the schema of its tables, and the tenant. In all events of an engine, the same object. */
export interface ScopeName {
  readonly database: string;
  readonly schema: string;
  readonly tenant: string;
}

/** A run has ended, by whatever means. Not published for a run that was recorded in the caller's transaction. */
export interface RunFinished {
  scope: ScopeName;
  runId: string;
  algoKey: string;
  version: string;
  status: RunStatus;
  errorCode: string | null;
  trigger: RunTrigger;
  purpose: RunPurpose;
  /** From start to end, by the clock of the database. */
  durationMs: number;
}

/** Another pair is active for a key, or none any more. */
export interface Activated {
  scope: ScopeName;
  algoKey: string;
  /** Null when the key was retired. */
  algoVersionId: string | null;
  /** Null when the key was retired. */
  paramsId: string | null;
}

/** A job has ended. */
export interface JobFinished {
  scope: ScopeName;
  jobId: string;
  kind: string;
  status: Exclude<JobStatus, 'QUEUED' | 'RUNNING'>;
  errorCode: string | null;
  /** From its first start, or from where it was queued if it was never started, by the clock of the database. */
  durationMs: number;
}

/** Answers of a learner were handed over, corrected or withdrawn. Not published of those in a transaction of the caller's. */
export interface AnswersTaken {
  scope: ScopeName;
  /** How many became what: `recorded`, `duplicate` and so on. */
  outcomes: Readonly<Record<string, number>>;
}

/** What active versions expected of answers that were recorded, and what came. Published as `AnswersTaken` is. */
export interface AnswersPredicted {
  scope: ScopeName;
  predictions: readonly {
    algoKey: string;
    version: string;
    /** Probability of a right answer, from before it was folded in, 0 to 1. */
    predicted: number;
    isRight: boolean;
  }[];
}

/** A run was drawn for a shadow, and is not computed. */
export interface ShadowDropped {
  scope: ScopeName;
  shadowId: string;
  algoKey: string;
  /** The challenger. */
  version: string;
}
