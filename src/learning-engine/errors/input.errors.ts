import { isPageLimit, LARGEST_PAGE } from '../domain/page-limit.js';
import { type ParamsProblem } from '../schema/params-problem.js';
import { type Path, placeOf, pointerOf, type Problem, type Reject } from '../json/problem.js';
import { LearningEngineError } from './learning-engine.error.js';

/** A parameter set breaks the rules of its version. Nothing was written. */
export class InvalidParamsError extends LearningEngineError {
  readonly code = 'INVALID_PARAMS';

  /** RFC 6901 pointer to the culprit within the set, '' for the whole. */
  readonly pointer: string;

  constructor(
    readonly algoKey: string,
    readonly version: string,
    { error, pointer }: ParamsProblem,
  ) {
    super(error);
    this.pointer = pointer;
  }
}

/** One thing that is wrong with an input. */
export interface InputProblem {
  /** RFC 6901 pointer to the culprit within the input, '' for the whole. */
  pointer: string;
  /** What the culprit must be. */
  reason: string;
  /** Both for people. */
  message: string;
}

/** How many problems of one input are named; beyond that they are counted. */
const MOST_NAMED = 100;

/** The input of an algorithm breaks its contract. Nothing was computed. */
export class InvalidInputError extends LearningEngineError {
  readonly code = 'INVALID_INPUT';
  /** RFC 6901 pointer to the first culprit within the input, '' for the whole. */
  readonly pointer: string;
  /** What is wrong, one problem for each row of the input: the first 100 of them. */
  readonly problems: readonly InputProblem[];
  /** How many there are. */
  readonly problemCount: number;

  /**
   * @param path to the first culprit
   * @param reason what it must be
   * @param others what else is wrong
   */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    path: Path,
    readonly reason: string,
    others: readonly Problem[] = [],
  ) {
    const told = (problem: Problem): InputProblem => ({
      pointer: pointerOf(problem.path),
      reason: problem.reason,
      message: `${algoKey}${placeOf(problem.path) || ' input'} ${problem.reason}`,
    });
    const first = told({ path, reason });
    super(others.length === 0 ? first.message : `${first.message} (and ${others.length} more)`);
    this.pointer = first.pointer;
    this.problems = [first, ...others.slice(0, MOST_NAMED - 1).map(told)];
    this.problemCount = others.length + 1;
  }
}

/** What an algorithm calls when its input breaks rules that only the computation can see. */
export const refuseInputOf =
  (algoKey: string, version: string): Reject =>
  (path, reason, others) => {
    throw new InvalidInputError(algoKey, version, path, reason, others);
  };

/** A value cannot be stored as JSON and read back unchanged. Nothing was written. */
export class InvalidJsonError extends LearningEngineError {
  readonly code = 'INVALID_JSON';

  /**
   * @param field the argument, for example `inputSummary`
   * @param pointer RFC 6901 pointer to the culprit within it, '' for the whole
   * @param reason what the culprit must be
   */
  constructor(
    readonly field: string,
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(`${field}${pointer} ${reason}`);
  }
}

/** An argument has a value outside its set or form. Nothing was written. */
export class InvalidArgumentError extends LearningEngineError {
  readonly code = 'INVALID_ARGUMENT';

  constructor(
    readonly argument: string,
    readonly reason: string,
  ) {
    super(`${argument} ${reason}`);
  }
}

/** PostgreSQL's calendar does not go back as far as that of JavaScript. */
const EARLIEST = Date.UTC(-4711, 0, 1);

/**
 * A copy of a Date: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError unless the value is a valid Date that PostgreSQL can hold
 */
export function checkInstant(argument: string, value: unknown): Date {
  if (!(value instanceof Date) || !(value.getTime() >= EARLIEST)) {
    throw new InvalidArgumentError(argument, 'must be a valid Date, not before 4712 BC');
  }
  return new Date(value);
}

/** @throws InvalidArgumentError unless the limit of a page is an integer from 1 to 200 */
export function checkPageLimit(limit: unknown): void {
  if (!isPageLimit(limit)) throw new InvalidArgumentError('limit', `must be an integer from 1 to ${LARGEST_PAGE}`);
}
