import { types } from 'node:util';
import { AlgorithmNotImplementedError } from '../errors/algorithm.errors.js';
import { AlgorithmFailedError, ComputationTimedOutError, InvalidOutputError } from '../errors/execution.errors.js';
import { InvalidInputError, InvalidParamsError } from '../errors/input.errors.js';
import { type LearningEngineError } from '../errors/learning-engine.error.js';

/** What a computation throws. */
export const COMPUTATION_ERRORS = [
  AlgorithmNotImplementedError,
  InvalidInputError,
  InvalidParamsError,
  InvalidOutputError,
  AlgorithmFailedError,
  ComputationTimedOutError,
];

/** What `error_code` says of a computation that failed. */
export const errorCodeOf = (error: unknown): string =>
  error instanceof AlgorithmNotImplementedError ? 'NOT_IMPLEMENTED' : (error as LearningEngineError).code;

/** An error of a computation as a message between threads. */
export interface Failure {
  /** Name of its class. */
  name: string;
  message: string;
  stack: string | undefined;
  /** Its fields, the name among them. */
  fields: object;
  /** What the algorithm threw, if it was an error. */
  cause?: { name: string; message: string; stack: string | undefined };
}

export function failureOf(error: Error): Failure {
  const { name, message, stack, cause } = error;
  const failure = { name, message, stack, fields: { ...error } };
  return types.isNativeError(cause)
    ? { ...failure, cause: { name: cause.name, message: cause.message, stack: cause.stack } }
    : failure;
}

/** The error that became this message: of the same class, with the same message and fields. */
export function errorOf({ name, message, stack, fields, cause }: Failure): Error {
  const type = COMPUTATION_ERRORS.find((one) => one.name === name) ?? Error;
  const error = new Error(message, cause && { cause: Object.assign(new Error(cause.message), cause) });
  return Object.setPrototypeOf(Object.assign(error, fields, { stack }), type.prototype) as Error;
}
