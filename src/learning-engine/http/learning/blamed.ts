import { AlgorithmFailedError } from '../../errors/execution.errors.js';
import { InvalidParamsError } from '../../errors/input.errors.js';

/** Why a computation failed, to its caller: that a stored set breaks the rules of its version is not the caller's doing. */
export const blamed = (error: unknown): unknown =>
  error instanceof InvalidParamsError ? new AlgorithmFailedError(error.algoKey, error.version, error) : error;
