import { type LearningEngineError } from 'learning-engine';
import type * as engine from 'learning-engine';
import { type ProblemName } from './problem-types.js';

type Engine = typeof engine;
type ErrorOf<Class> = Class extends new (...args: never[]) => infer E ? Extract<E, LearningEngineError> : never;
type ErrorCodes = { [Name in keyof Engine as Name extends `${string}Error` ? Name : never]: ErrorOf<Engine[Name]> };

/** The codes of all errors that the engine exports. */
export type EngineErrorCode = ErrorCodes[keyof ErrorCodes]['code'];

/** How each error of the engine is answered. One without a row does not compile. */
export const engineProblems: Readonly<Record<EngineErrorCode, ProblemName>> = {
  ACTIVATION_NOT_FOUND: 'activation-not-found',
  ALGORITHM_FAILED: 'algorithm-failed',
  ALGORITHM_NOT_IMPLEMENTED: 'not-implemented',
  ALGORITHM_NOT_REGISTERED: 'not-implemented',
  ALGO_VERSION_NOT_FOUND: 'version-not-found',
  CALL_ABORTED: 'service-unavailable',
  CANNOT_ACTIVATE: 'cannot-activate',
  DATABASE_UNAVAILABLE: 'service-unavailable',
  DUPLICATE_ALGORITHM: 'internal-error',
  IDEMPOTENCY_KEY_IN_USE: 'idempotency-key-in-use',
  IDEMPOTENCY_KEY_REUSED: 'idempotency-key-reused',
  INVALID_ALGORITHM: 'internal-error',
  INVALID_ARGUMENT: 'invalid-request',
  INVALID_DATA_SOURCE: 'internal-error',
  INVALID_INPUT: 'invalid-input',
  INVALID_JSON: 'invalid-request',
  INVALID_OUTPUT: 'algorithm-failed',
  INVALID_PARAMS: 'invalid-params',
  INVALID_RUN_REFERENCE: 'reference-gone',
  NOTHING_TO_RESTORE: 'nothing-to-restore',
  NOTHING_TO_RETIRE: 'nothing-to-retire',
  NOT_INITIALISED: 'internal-error',
  NOTHING_TO_ROLL_BACK: 'nothing-to-roll-back',
  NOTHING_TO_RUN: 'algorithm-not-found',
  NOT_THE_LAST_ACTIVATION: 'not-the-last-activation',
  PARAMS_CHECKSUM_MISMATCH: 'params-altered',
  PARAMS_NOT_FOUND: 'params-not-found',
  RUN_ALREADY_FINISHED: 'run-already-finished',
  RUN_ID_TAKEN: 'run-id-taken',
  RUN_NOT_FOUND: 'run-not-found',
  TIMED_OUT: 'computation-timed-out',
  TOO_MANY_COMPUTATIONS: 'service-unavailable',
};
