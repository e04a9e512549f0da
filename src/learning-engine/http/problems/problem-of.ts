import { HttpException } from '@nestjs/common';
import { AlgorithmNotImplementedError, AlgorithmNotRegisteredError } from '../../errors/algorithm.errors.js';
import {
  InvalidArgumentError,
  InvalidInputError,
  InvalidJsonError,
  InvalidParamsError,
  type ValidationProblems,
} from '../../errors/input.errors.js';
import { InvalidJobArgsError, JobKindNotRegisteredError } from '../../errors/job.errors.js';
import {
  InvalidAnswerError,
  VersionKeepsNoStatesError,
  VersionSelectsNothingError,
} from '../../errors/learner.errors.js';
import { LearningEngineError } from '../../errors/learning-engine.error.js';
import { engineProblems } from './engine-problems.js';
import { type FieldProblem, RequestProblem } from './problem.js';
import { type ProblemName, problemTypes } from './problem-types.js';

/** Which problem a status means when nothing more is known. */
const byStatus = new Map<number, ProblemName>(
  (
    [
      'malformed-request',
      'unauthorized',
      'forbidden',
      'not-found',
      'method-not-allowed',
      'not-acceptable',
      'request-timeout',
      'payload-too-large',
      'unsupported-media-type',
      'too-many-requests',
      'service-unavailable',
    ] as const
  ).map((name) => [problemTypes[name].status, name]),
);

const RETRY_SOON = { 'Retry-After': '1' };

/**
 * What an error is to the caller. Whatever is not known is an internal error.
 *
 * @param method of the request: a GET has its arguments in the query, others in the body
 */
export function problemOf(error: unknown, method: string): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof LearningEngineError) return engineProblem(error, method);
  const name = byStatus.get(statusOf(error)) ?? 'internal-error';
  return new RequestProblem(name, undefined, undefined, problemTypes[name].status === 503 ? RETRY_SOON : undefined);
}

/** Errors of Nest carry a status, and so do those of Express and its body parsers, when the request is to blame. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && (expose === true || error instanceof URIError) ? status : 500;
}

function engineProblem(error: LearningEngineError, method: string): RequestProblem {
  const name = engineProblems[error.code];
  const detail = detailOf(error);
  return new RequestProblem(
    name,
    detail,
    fieldProblemsOf(error, method, detail),
    problemTypes[name].status === 503 || name === 'idempotency-key-in-use' ? RETRY_SOON : undefined,
  );
}

function detailOf(error: LearningEngineError): string {
  if (error instanceof InvalidArgumentError) return `${fieldOf(error)} ${error.reason}`;
  if (error instanceof AlgorithmNotImplementedError || error instanceof AlgorithmNotRegisteredError) {
    const { algoKey, version } = error;
    if (error instanceof AlgorithmNotRegisteredError && error.isPinned) {
      return `The session is pinned to ${algoKey} ${version}, which computes nothing here. An activation with break_pins ends that: ${activationOf(algoKey, 'v1')}`;
    }
    return `${algoKey} ${version} computes nothing here. Activate another version, such as v1: ${activationOf(algoKey, 'v1')}`;
  }
  if (error instanceof VersionKeepsNoStatesError) {
    const { algoKey, version, folding } = error;
    const other = folding.at(-1);
    const remedy = other
      ? `Activate another version, such as ${other}: ${activationOf(algoKey, other)}`
      : `No version of ${algoKey} does.`;
    return `${algoKey} ${version} keeps no states of learners. ${remedy}`;
  }
  if (error instanceof VersionSelectsNothingError) {
    const { algoKey, version } = error;
    return `${algoKey} ${version} does not say how it chooses. Activate another version, such as v1: ${activationOf(algoKey, 'v1')}`;
  }
  return error.message;
}

/** How a version is activated. */
export const activationOf = (algoKey: string, version: string): string =>
  `POST /v1/learning/algorithms/${algoKey}/versions/${version}/activate, or the command "activate ${algoKey} ${version}"`;

function fieldProblemsOf(error: LearningEngineError, method: string, detail: string): FieldProblem[] | undefined {
  if (error instanceof InvalidInputError) return fieldProblemsIn('/input', error);
  if (error instanceof InvalidParamsError) return fieldProblemsIn('/params', error);
  if (error instanceof InvalidJobArgsError) return fieldProblemsIn('/args', error);
  if (error instanceof InvalidAnswerError) return fieldProblemsIn('/answer', error);
  const culprit = culpritOf(error, method);
  return culprit && [{ ...culprit, detail }];
}

const fieldProblemsIn = (place: string, { problems }: ValidationProblems): FieldProblem[] =>
  problems.map(({ pointer, message }) => ({ pointer: `${place}${pointer}`, detail: message }));

/** Where in the request the culprit stands. */
function culpritOf(error: LearningEngineError, method: string): Omit<FieldProblem, 'detail'> | undefined {
  if (error instanceof JobKindNotRegisteredError) return { pointer: '/kind' };
  if (error instanceof InvalidJsonError) return { pointer: `/${error.field}${error.pointer}` };
  if (error instanceof InvalidArgumentError) {
    const field = fieldOf(error);
    return method === 'GET' || method === 'HEAD' ? { parameter: field } : { pointer: pointerTo(field) };
  }
  return undefined;
}

/** The pointer to `candidates[3].item_id`. */
const pointerTo = (place: string): string => `/${place.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`;

/** An argument of the engine, as the field or parameter of a request: `algoKey` came as `algo_key`. */
const fieldOf = ({ argument }: InvalidArgumentError): string =>
  ['before', 'after'].includes(argument)
    ? 'cursor'
    : argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
